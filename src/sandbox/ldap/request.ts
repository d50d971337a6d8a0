import type { Filter } from './filter.ts'

export interface Control {
  readonly type: string
  readonly isCritical: boolean
  readonly value: Buffer
}

export type Scope = 'base' | 'one' | 'sub'

export interface AttributeValues {
  readonly attribute: string
  readonly values: readonly Buffer[]
}

export interface Change extends AttributeValues {
  readonly operation: 'add' | 'delete' | 'replace'
}

export interface BindRequest {
  readonly kind: 'bind'
  readonly version: number
  readonly name: string
  /** Absent when the client asks for SASL. */
  readonly password?: string
}

export interface SearchRequest {
  readonly kind: 'search'
  readonly base: string
  readonly scope: Scope
  readonly sizeLimit: number
  readonly typesOnly: boolean
  readonly filter: Filter
  readonly attributes: readonly string[]
}

export interface CompareRequest {
  readonly kind: 'compare'
  readonly dn: string
  readonly attribute: string
  readonly value: Buffer
}

export type Operation =
  | BindRequest
  | SearchRequest
  | CompareRequest
  | { readonly kind: 'add'; readonly dn: string; readonly attributes: readonly AttributeValues[] }
  | { readonly kind: 'modify'; readonly dn: string; readonly changes: readonly Change[] }
  | { readonly kind: 'delete'; readonly dn: string }
  | { readonly kind: 'modifyDn' }
  | { readonly kind: 'extended'; readonly name: string }
  | { readonly kind: 'unbind' }
  | { readonly kind: 'abandon' }

/** One LDAPMessage from a client (RFC 4511 4.1.1). */
export interface Request {
  readonly messageId: number
  readonly operation: Operation
  readonly controls: readonly Control[]
}
