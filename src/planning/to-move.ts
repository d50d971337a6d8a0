import type { Account } from '../model/account.ts'
import { fold } from './logon-name.ts'
import type { Move, RecordState } from './move.ts'

export function toMove(state: RecordState, account: Account): Move {
  return {
    ...state,
    toDomainName: account.logonName,
    toNameKey: fold(account.logonName),
    toObjectGuid: account.objectGuid
  }
}
