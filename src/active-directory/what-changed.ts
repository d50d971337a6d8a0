import {
  AndFilter,
  EqualityFilter,
  NotFilter,
  OrFilter,
  PresenceFilter,
  type Entry,
  type Filter
} from 'ldapts'
import { guidText } from './guid.ts'
import { accountAttributes } from './read-account.ts'

export interface Changed {
  /** objectGUIDs of accounts. */
  readonly objectGuids: readonly string[]
  /** Whether something changed that takes others along, of which nothing is told. */
  readonly movesOthers: boolean
}

/** Deleted objects keep their class, but not their category: people are told from computers by class. */
export const changedAccount: Filter = new AndFilter({
  filters: [isOf('user'), new NotFilter({ filter: isOf('computer') })]
})

/** Moved or renamed, it takes along what lies in it, none of which changes by itself. */
export const changedContainer: Filter = new AndFilter({
  filters: [
    new OrFilter({
      filters: ['organizationalUnit', 'container', 'builtinDomain', 'lostAndFound'].map(isOf)
    }),
    new NotFilter({ filter: isOf('groupPolicyContainer') })
  ]
})

export const changedEntry: Filter = new OrFilter({ filters: [changedAccount, changedContainer] })

export const nothing: Filter = new NotFilter({
  filter: new PresenceFilter({ attribute: 'objectClass' })
})

/**
 * What makes a difference to us: what an account is read by, its end and its place. A filter of the
 * operator's may ask for anything.
 */
export function attributesOfChange(userFilter: Filter | undefined): string[] {
  return userFilter ? ['*'] : [...accountAttributes, 'isDeleted', 'name', 'objectClass']
}

/** objectGUIDs; of entries that show none, nothing can be asked. */
export function guidsOf(entries: readonly Entry[]): readonly string[] {
  return entries.flatMap(({ objectGUID }) =>
    Buffer.isBuffer(objectGUID) ? (guidText(objectGUID) ?? []) : []
  )
}

function isOf(value: string): Filter {
  return new EqualityFilter({ attribute: 'objectClass', value })
}
