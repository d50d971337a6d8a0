import type { Domain } from '../model/account.ts'
import { fold, nameKeys } from './logon-name.ts'

/** Every form in which what an operator wrote may be met; a UPN may also be an implicit name. */
export function protectedNames(
  names: readonly string[],
  domains: readonly Domain[]
): ReadonlySet<string> {
  const keys = names.map(name => ({ written: fold(name), ...nameKeys(name, domains) }))
  return new Set(
    keys.flatMap(({ written, logonName }) => (logonName ? [written, logonName] : written))
  )
}
