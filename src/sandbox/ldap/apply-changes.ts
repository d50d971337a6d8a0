import type { Entry } from './entry.ts'
import type { Change } from './request.ts'
import { refusals, success, type Result } from './result.ts'
import { attributeSchema, comparable, type AttributeSchema, type Value } from './schema.ts'

type Draft = Map<string, readonly Value[]>

/** The entry after all changes, or why one of them can't be made; all or none. */
export function applyChanges(
  entry: Entry,
  changes: readonly Change[]
): { readonly result: Result; readonly attributes: Draft } {
  const attributes: Draft = new Map(entry.attributes)
  for (const change of changes) {
    const result = applyChange(attributes, change)
    if (result.code !== 0) return { result, attributes }
  }
  return { result: success, attributes }
}

function applyChange(attributes: Draft, change: Change): Result {
  const schema = attributeSchema(change.attribute)
  if (schema === undefined) return refusals.unknownAttribute
  if (schema.isSystemOnly || schema.name === 'objectClass') return refusals.systemOnly
  if (['cn', 'name', 'ou', 'dc'].includes(schema.name)) return refusals.onRdn
  const key = schema.name.toLowerCase()
  const values = storable(schema, change.values)
  switch (change.operation) {
    case 'add':
      return addValues(attributes, key, schema, values)
    case 'delete':
      return deleteValues(attributes, key, schema, values)
    case 'replace':
      return setValues(attributes, key, values)
  }
}

/** Bytes stay bytes where the syntax is binary; everything else is kept as text. */
export function storable(schema: AttributeSchema, values: readonly Value[]): Value[] {
  const isBinary = schema.syntax === 'binary' || schema.syntax === 'sid'
  return isBinary ? [...values] : values.map(value => value.toString())
}

function addValues(
  attributes: Draft,
  key: string,
  schema: AttributeSchema,
  values: readonly Value[]
): Result {
  const present = attributes.get(key) ?? []
  if (values.some(value => holds(schema, present, value))) return refusals.valueExists
  return setValues(attributes, key, [...present, ...values])
}

function deleteValues(
  attributes: Draft,
  key: string,
  schema: AttributeSchema,
  values: readonly Value[]
): Result {
  const present = attributes.get(key)
  if (present === undefined || !values.every(value => holds(schema, present, value))) {
    return refusals.noSuchValue
  }
  const rest = present.filter(value => !holds(schema, values, value))
  return setValues(attributes, key, values.length === 0 ? [] : rest)
}

function holds(schema: AttributeSchema, values: readonly Value[], value: Value): boolean {
  const wanted = comparable(schema.syntax, value)
  return values.some(present => comparable(schema.syntax, present) === wanted)
}

function setValues(attributes: Draft, key: string, values: readonly Value[]): Result {
  if (values.length === 0) attributes.delete(key)
  else attributes.set(key, values)
  return success
}
