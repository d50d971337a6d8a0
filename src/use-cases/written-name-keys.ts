import type { AccountKeys, Domain } from '../model/account.ts'
import { nameKeys } from '../planning/logon-name.ts'
import { logonNameKeys } from './logon-name-keys.ts'

/** For a look-up of accounts by names as records and people write them: UPNs as well. */
export function writtenNameKeys(
  names: readonly string[],
  domains: readonly Domain[],
  guids: Iterable<string> = []
): AccountKeys {
  const keys = names.map(name => nameKeys(name, domains))
  const logonNames = keys.flatMap(key => key.logonName ?? [])
  return {
    ...logonNameKeys(logonNames, guids),
    addresses: new Set(keys.flatMap(key => key.upn ?? []))
  }
}
