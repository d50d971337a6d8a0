declare const shape: unique symbol

/** JSON text of a `T`. This room alone writes it, so what is read back is trusted to be one. */
export type Json<T> = string & { readonly [shape]: T }

/** A field that is `undefined` is absent when read back. */
export function toJson<T>(value: T): Json<T> {
  return JSON.stringify(value) as Json<T>
}

export function fromJson<T>(text: Json<T>): T {
  return JSON.parse(text) as T
}
