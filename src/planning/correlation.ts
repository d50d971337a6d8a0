import type { Account, Domain } from '../model/account.ts'
import type { Confidence, Evidence, MismatchKind } from '../model/mismatch.ts'
import type { User } from '../model/user.ts'
import type { AccountIndex } from './account-index.ts'

/** One record, and where to look for its account. */
export interface Given {
  readonly user: User
  readonly accounts: AccountIndex
  readonly domains: readonly Domain[]
  /** The record's name, folded, where it is an address of the person as well. */
  readonly upn: string | undefined
  /** The logon name before anything changed; of a parked record as the link baseline knows it. */
  readonly formerName: string
}

/** What one record and the directory say together, before anybody else's claim is heard. */
export interface Correlation {
  readonly kind: 'inSync' | MismatchKind
  readonly confidence: Confidence
  /** The account that the record should lead to, where one can be named. */
  readonly account?: Account
  /** For `nameReused`: who has the record's name now. */
  readonly nameHolder?: Account
  /** In sync, and attributes say so: the link enters the baseline. */
  readonly provesLink?: true
  readonly doubt?: Doubt
  /** RFC 3339 UTC: since when the account of the link is known to be deleted. */
  readonly deletedAt?: string
  /** Accounts that may be this person's, for a human to choose from. */
  readonly candidates?: readonly Account[]
  readonly evidence: readonly Evidence[]
}

/**
 * What a person should know before the account is trusted.
 *
 * | doubt               | of                      | since                                                | so   |
 * | ------------------- | ----------------------- | ---------------------------------------------------- | ---- |
 * | otherPerson         | the account of the link | it was handed on, or the link is wrong               | weak |
 * | attributesDiffer    | the account of the link | mail or name differ: people marry, companies rebrand | said |
 * | madeLater           | an only candidate       | it is younger than the record                        | weak |
 * | sharedName          | any account             | another one's name can't be told from its            | weak |
 * | linkedToPlaceholder | any                     | the link is to nobody's account                      | weak |
 * | outOfScope          | any                     | the account of the link lives where nobody looks     | weak |
 */
export type Doubt =
  | 'otherPerson'
  | 'attributesDiffer'
  | 'madeLater'
  | 'sharedName'
  | 'linkedToPlaceholder'
  | 'outOfScope'
