/** A search filter (RFC 4511 4.5.1.7); values are bytes, since a GUID is not text. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter }
  | { readonly kind: 'present'; readonly attribute: string }
  | { readonly kind: 'equal'; readonly attribute: string; readonly value: Buffer }
  | { readonly kind: 'atLeast' | 'atMost'; readonly attribute: string; readonly value: Buffer }
  | {
      readonly kind: 'substrings'
      readonly attribute: string
      readonly initial: string
      readonly any: readonly string[]
      readonly final: string
    }
  | {
      readonly kind: 'extensible'
      readonly attribute: string
      readonly rule: string
      readonly value: Buffer
    }
