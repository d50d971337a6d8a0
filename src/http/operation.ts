import { Type, type TSchema } from 'typebox'
import { errorMessages, type ErrorCode } from '../errors.ts'
import type { Role } from '../model/caller.ts'
import { ref } from '../model/schema.ts'
import { statusOf } from './problem.ts'
import { PlainText, Problem } from './schemas.ts'

type Component = TSchema & { $id: string }

interface Answer {
  readonly description: string
  readonly schema: Component
  readonly example: unknown
  /** The same, for people: the example of the `text/plain` answer. */
  readonly text?: string
  readonly headers?: readonly (keyof typeof headerTexts)[]
}

/** A body as text: in which media type it may come beside JSON. */
interface TextBody {
  readonly schema: Component
  readonly example: string
}

interface Operation<Body, Query, Params> extends Told {
  readonly body?: {
    readonly schema: Body
    readonly example: unknown
    readonly texts?: Readonly<Record<string, TextBody>>
  }
  readonly query?: Query
  readonly params?: Params
}

/** What of an operation needs no type of its own. */
interface Told {
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly tag: string
  readonly summary: string
  readonly description: string
  /** Who may; left out: everyone. */
  readonly role?: Role
  readonly takesPrefer?: true
  readonly hasEtag?: true
  readonly answers: Readonly<Record<number, Answer>>
  /** Beyond those that every operation of its method has. */
  readonly refusals?: readonly ErrorCode[]
}

const headerTexts = {
  Location: 'Absolute URL of the new resource',
  'Retry-After': 'Seconds until it is worth asking again; absent when finished',
  'Preference-Applied': 'wait=N, when the work ended in that time',
  ETag: 'Send it as If-None-Match to be answered 304 while nothing changed',
  Link: 'The next page, rel="next"; absent on the last'
} as const

/** One operation: what Fastify checks and what the OpenAPI document says, from the same words. */
export function operation<
  Body extends TSchema = Type.TUnknown,
  Query extends TSchema = Type.TUnknown,
  Params extends TSchema = Type.TUnknown
>(op: Operation<Body, Query, Params>) {
  const schema = {
    operationId: op.id,
    tags: [op.tag],
    summary: op.summary,
    description: `${op.description} ${roleText(op.role)}`,
    ...(op.role === undefined && { security: [] }),
    ...(op.body && bodyOf(op.body)),
    ...(op.params && { params: op.params }),
    querystring: op.query ?? noQuery,
    ...headersOf(op),
    response: { ...answersOf(op), ...refusalsOf(op) }
  }
  return {
    schema: schema as unknown as Described<Body, Query, Params>,
    config: {
      operation: op.id,
      ...(op.role && { role: op.role, produces: mediaTypesOf(op.answers) }),
      ...(op.hasEtag && { hasEtag: op.hasEtag })
    }
  }
}

/** What the type provider has to know of it. */
interface Described<Body, Query, Params> {
  readonly body: Body
  readonly querystring: Query
  readonly params: Params
}

function bodyOf<Body>({ schema, example, texts = {} }: NonNullable<Operation<Body, 0, 0>['body']>) {
  const media = Object.entries(texts).map(([type, text]) => ({ type, ...text }))
  const content = media.map(({ type, schema }) => [type, { schema: ref(schema) }])
  const examples = media.map(({ type, example }) => [type, example])
  return {
    body:
      media.length === 0
        ? schema
        : { content: { 'application/json': { schema }, ...Object.fromEntries(content) } },
    'x-request-examples': { 'application/json': example, ...Object.fromEntries(examples) }
  }
}

const noQuery = Type.Object({}, { additionalProperties: false })

function roleText(role: Role | undefined): string {
  return role === undefined ? 'Open to everyone.' : `Role: \`${role}\`.`
}

function mediaTypesOf(answers: Readonly<Record<number, Answer>>): string[] {
  const hasText = Object.values(answers).some(({ text }) => text !== undefined)
  return hasText ? ['application/json', 'text/plain'] : ['application/json']
}

const IdempotencyKey = Type.Optional(
  Type.String({
    pattern: '^("[ -~]{1,255}"|[!#-~]([ -~]{0,253}[!-~])?)$',
    description: 'The same key with the same request replays the first answer for 24 hours'
  })
)
const Prefer = Type.Optional(
  Type.String({ description: 'wait=N: wait up to N seconds, 25 at most, for the work to end' })
)

function headersOf(op: Told) {
  if (op.method !== 'POST') return {}
  const prefer = op.takesPrefer && { Prefer }
  return { headers: Type.Object({ 'Idempotency-Key': IdempotencyKey, ...prefer }) }
}

function answersOf({ answers, hasEtag }: Told) {
  const described = Object.entries(answers).map(([status, answer]) => [
    status,
    toResponse(hasEtag ? { ...answer, headers: [...(answer.headers ?? []), 'ETag'] } : answer)
  ])
  const notModified = { type: 'null', description: 'Nothing changed since that ETag' }
  return { ...Object.fromEntries(described), ...(hasEtag && { 304: notModified }) }
}

function toResponse({ description, schema, example, text, headers = [] }: Answer) {
  const texts = headers.map(name => [name, { type: 'string', description: headerTexts[name] }])
  return {
    description,
    ...(headers.length > 0 && { headers: Object.fromEntries(texts) }),
    content: {
      'application/json': { schema: ref(schema), example },
      ...(text !== undefined && { 'text/plain': { schema: ref(PlainText), example: text } })
    }
  }
}

function refusalsOf(op: Told) {
  const codes = [...new Set([...(op.refusals ?? []), ...usualRefusals(op)])]
  const byStatus = Map.groupBy(codes, code => statusOf[code])
  return Object.fromEntries([...byStatus].map(([status, codes]) => [status, toRefusal(codes)]))
}

function usualRefusals({ role, method }: Told): ErrorCode[] {
  if (role === undefined) return ['invalid-request', 'internal-error']
  const all: ErrorCode[] = ['invalid-request', 'unauthenticated', 'missing-role', 'not-acceptable']
  const writing: ErrorCode[] = ['request-too-large', 'unsupported-media-type']
  const posting: ErrorCode[] = ['idempotency-key-in-use', 'idempotency-key-reused']
  const inside: ErrorCode[] = ['internal-error', 'store-unavailable']
  return [
    ...all,
    ...(method === 'GET' ? [] : writing),
    ...(method === 'POST' ? posting : []),
    ...inside
  ]
}

function toRefusal(codes: readonly ErrorCode[]) {
  return {
    description: codes.map(code => `\`${code}\`: ${errorMessages[code]}`).join('\n'),
    content: { 'application/problem+json': { schema: ref(Problem) } }
  }
}
