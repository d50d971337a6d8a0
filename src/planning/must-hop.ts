import { fold } from './logon-name.ts'

/** What a record holds and what it should hold; an unknown GUID is absent. */
export interface Change {
  readonly oldGuid?: string
  readonly newGuid: string
  readonly oldName: string
  readonly newName: string
}

/**
 * | old GUID | new GUID  | name      |                                                            |
 * |----------|-----------|-----------|------------------------------------------------------------|
 * | G        | G         | any       | hop: Dynamics finds the record itself holding the GUID     |
 * | G        | other     | unchanged | hop: an unchanged name is not looked up again              |
 * | unknown  | any       | any       | hop: always right                                          |
 * | G        | other     | changed   | a direct map works                                         |
 */
export function mustHop({ oldGuid, newGuid, oldName, newName }: Change): boolean {
  return oldGuid === undefined || oldGuid === newGuid || fold(oldName) === fold(newName)
}
