import { Type, type Static, type TObject, type TProperties, type TSchema } from 'typebox'

/** A named, closed object: becomes `components/schemas/<name>` of the OpenAPI document. */
export function component<const Name extends string, Properties extends TProperties>(
  name: Name,
  description: string,
  properties: Properties
): TObject<Properties> & { $id: Name } {
  return Type.Object(properties, {
    $id: name,
    description,
    additionalProperties: false
  }) as TObject<Properties> & { $id: Name }
}

/** A reference to a component that keeps its static type. */
export function ref<Schema extends TSchema & { $id: string }>(schema: Schema) {
  return Type.Unsafe<Static<Schema>>({ $ref: `${schema.$id}#` })
}

/** One of a closed set of strings; importers read `enum`, not `anyOf`. */
export function choice<const Values extends [string, ...string[]]>(
  values: Values,
  options: { description?: string } = {}
) {
  return Type.Unsafe<Values[number]>({ type: 'string', enum: values, ...options })
}

export const Id = Type.String({ format: 'uuid' })
export const Time = Type.String({ format: 'date-time', description: 'RFC 3339, UTC' })
export const Count = Type.Integer({ minimum: 0 })
export const Link = Type.String({ description: 'absolute URL' })
