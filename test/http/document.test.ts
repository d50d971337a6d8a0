import t from 'tap'
import { openApiDocument } from '../../src/http/document.ts'
import { openDoor } from '../fakes/door.ts'

const app = await openDoor(t, { settings: { docs: false } })
const document = openApiDocument(app) as unknown as Json
const operations = operationsOf(document)

interface Json {
  [name: string]: Json
}

function operationsOf({ paths }: Json): { name: string; op: Json }[] {
  return Object.entries(paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item).map(([method, op]) => ({ name: `${method} ${path}`, op }))
  )
}

/** Visits every object of the document with the JSON pointer that leads to it. */
function visit(node: unknown, see: (node: Json, at: string) => void, at = ''): void {
  if (typeof node !== 'object' || node === null) return
  if (!Array.isArray(node)) see(node as Json, at)
  for (const [name, child] of Object.entries(node)) {
    if (name !== 'example') visit(child, see, `${at}/${name}`)
  }
}

t.test('it is 3.0.3 and names every path of the door', async t => {
  t.equal(document['openapi'], '3.0.3')
  t.equal(operations.length, 28)
  t.notOk(JSON.stringify(document).includes('undefined'))
})

t.test('nothing in it that importers cannot read', async t => {
  const unreadable = ['oneOf', 'anyOf', 'allOf', 'not', 'discriminator', 'const', 'nullable']
  const newer = ['examples', '$id', '$defs', 'definitions', 'patternProperties', 'if']
  const faults: string[] = []
  visit(document, (node, at) => {
    if (at.endsWith('/properties') || at.endsWith('/schemas')) return
    const { additionalProperties, type, exclusiveMinimum } = node as Record<string, unknown>
    for (const name of [...unreadable, ...newer]) if (name in node) faults.push(`${at}/${name}`)
    if (typeof additionalProperties === 'object') faults.push(`${at}/additionalProperties`)
    if (Array.isArray(type)) faults.push(`${at}/type`)
    if (typeof exclusiveMinimum === 'number') faults.push(`${at}/exclusiveMinimum`)
  })
  t.strictSame(faults, [])
})

t.test('every reference leads to a component, and no component to itself', async t => {
  const schemas = document['components']?.['schemas'] ?? {}
  const leadsTo = new Map<string, Set<string>>()
  visit(document, (node, at) => {
    const ref = (node as { $ref?: unknown }).$ref
    if (typeof ref !== 'string') return
    const name = ref.replace('#/components/schemas/', '')
    t.ok(Object.hasOwn(schemas, name), `${at} → ${ref}`)
    t.strictSame(Object.keys(node), ['$ref'], at)
    const from = /^\/components\/schemas\/([^/]+)/.exec(at)?.[1]
    if (from) leadsTo.set(from, (leadsTo.get(from) ?? new Set()).add(name))
  })
  const reach = (from: string, seen: string[]): string[] =>
    [...(leadsTo.get(from) ?? [])].flatMap(to =>
      seen.includes(to) ? [to] : [to, ...reach(to, [...seen, to])]
    )
  for (const name of leadsTo.keys()) t.notOk(reach(name, []).includes(name), name)
})

t.test('objects are components; bodies and answers refer to them', async t => {
  visit(document, (node, at) => {
    const isComponent = /^\/components\/schemas\/\w+$/.test(at)
    if ((node['type'] as unknown) === 'object') t.ok(isComponent, `inline object at ${at}`)
    if (/\/content\/[^/]*(~1)?[^/]*\/schema$/.test(at)) t.ok('$ref' in node, at)
  })
})

t.test('every operation says all there is to say', async t => {
  const ids = operations.map(({ op }) => op['operationId'])
  t.equal(new Set(ids).size, ids.length)
  for (const { name, op } of operations) {
    t.match(op['operationId'], /^[a-z][a-zA-Z]{0,75}$/, name)
    t.match(op['summary'], /^.{1,300}$/, name)
    t.match(op['description'], /Role: `\w+`\.$|Open to everyone\.$/, name)
    t.equal(Object.keys(op['tags'] ?? {}).length, 1, name)
    const parameters = (op['parameters'] ?? []) as { name: string }[]
    t.equal(new Set(parameters.map(({ name }) => name)).size, parameters.length, name)
    for (const [status, answer] of Object.entries(op['responses'] ?? {})) {
      t.ok(answer['description'], `${name} ${status}`)
      const types = Object.keys(answer['content'] ?? {})
      if (Number(status) >= 400 && !/ready/.test(name)) {
        t.strictSame(types, ['application/problem+json'], `${name} ${status}`)
      }
    }
  }
})

t.test('every body and every good answer has an example that is valid', async t => {
  for (const { name, op } of operations) {
    const answers = Object.entries(op['responses'] ?? {}).filter(([status]) => status < '300')
    const bodies = [op['requestBody'], ...answers.map(([, answer]) => answer)]
    for (const content of bodies.map(body => body?.['content'] ?? {})) {
      for (const [type, { schema, example }] of Object.entries(content)) {
        t.ok(isValid(schema, example), `${name} ${type}`)
      }
    }
  }
})

t.test('an example that is not valid would be seen', async t => {
  t.notOk(isValid({ $ref: '#/components/schemas/Liveness' } as unknown as Json, { status: 'x' }))
})

/** By the very checker that guards the door. */
function isValid(schema: Json | undefined, example: unknown): boolean {
  const { $ref = '' } = (schema ?? {}) as { $ref?: string }
  const name = $ref.replace('#/components/schemas/', '')
  const part = { schema: { $ref: `${name}#` }, method: 'GET', url: '/', httpPart: 'body' }
  return app.validatorCompiler?.(part)(example) === true
}
