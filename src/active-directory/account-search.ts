import { AndFilter, EqualityFilter, type Filter, type SearchOptions } from 'ldapts'
import { accountAttributes, binaryAttributes } from './read-account.ts'

/** Computers are users by class; only people are `person` by category too. */
const people: readonly Filter[] = [
  new EqualityFilter({ attribute: 'objectCategory', value: 'person' }),
  new EqualityFilter({ attribute: 'objectClass', value: 'user' })
]

/** Looks for accounts that fit all of `conditions`, with all that readAccount reads. */
export function accountSearch(...conditions: readonly (Filter | undefined)[]): SearchOptions {
  return {
    filter: accountFilter(...conditions),
    attributes: accountAttributes,
    explicitBufferAttributes: binaryAttributes
  }
}

export function accountFilter(...conditions: readonly (Filter | undefined)[]): Filter {
  return new AndFilter({
    filters: [...people, ...conditions.filter(condition => condition !== undefined)]
  })
}
