import type { MismatchKind } from '../../model/mismatch.ts'

/**
 * Somebody of the company: as they were when their record was linked to their account, and what
 * has become of both since.
 */
export interface Person {
  /** The logon name at that time, without a domain. */
  readonly name: string
  readonly givenName: string
  readonly surname: string
  readonly title?: string
  readonly city?: string
  /** Both sides' employee number, where it is not the person's own. */
  readonly employeeId?: string
  /** Whether the link baseline knows the account. */
  readonly isLinkKnown?: boolean
  readonly account?: AccountNow
  readonly record?: RecordNow
}

/** How the account differs from what it was. */
export type AccountNow =
  | 'gone'
  | {
      readonly name?: string
      readonly surname?: string
      /** Deleted and made again: another GUID and SID. */
      readonly isRecreated?: boolean
      readonly isMovedToEmea?: boolean
      readonly isDisabled?: boolean
      readonly lacks?: readonly ('employeeID' | 'mail')[]
      /** For a second person of the same name. */
      readonly commonName?: string
      readonly whenCreated?: string
    }

/** How the record differs from what it was. */
export type RecordNow =
  | 'none'
  | {
      readonly domainName?: string
      readonly isDisabled?: boolean
    }

/** One thing that can happen to people, with those it happened to. */
export interface Case {
  /** For people: what happened. */
  readonly story: string
  /** What a full scan says of each, in the order of `people`. */
  readonly kinds: readonly ('inSync' | MismatchKind | 'noRecord')[]
  readonly people: readonly Person[]
}
