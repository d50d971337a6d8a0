import type { Link } from '../model/link.ts'
import type { User } from '../model/user.ts'
import type { AccountIndex } from './account-index.ts'
import type { RecordState } from './move.ts'
import type { Protection } from './protected-reason.ts'

/** Both sides as they are now: what a wish, the start of an execution and a way back are judged by. */
export interface JudgedWorld {
  readonly byId: ReadonlyMap<string, User>
  /** By id; with the link as the baseline has it now. */
  readonly stateOf: ReadonlyMap<string, RecordState>
  readonly links: ReadonlyMap<string, Link>
  readonly accounts: AccountIndex
  readonly protection: Protection
  /** One form per logon name. */
  readonly key: (domainName: string) => string
}
