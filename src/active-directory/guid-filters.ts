import { EqualityFilter, type Filter } from 'ldapts'
import { guidBytes } from './guid.ts'

/** For the object of this GUID; none for what is no GUID. */
export function guidFilters(guid: string): readonly Filter[] {
  const value = guidBytes(guid)
  return value ? [new EqualityFilter({ attribute: 'objectGUID', value })] : []
}
