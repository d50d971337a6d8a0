import { addressesOf } from '../planning/account-index.ts'
import { spellings } from '../planning/logon-name.ts'
import type { Context } from './context.ts'
import { ownEmployeeIds } from './own-employee-ids.ts'
import { writtenNameKeys } from './written-name-keys.ts'

/**
 * The ids of the records that belong to the account with this name: a renamed person is asked for by
 * the new name, which no record has yet. By link; else by name, mail address or employee id.
 */
export async function usersOfAccount(
  context: Context,
  name: string,
  signal: AbortSignal
): Promise<readonly string[]> {
  const { directory, organization, store } = context
  const domains = await directory.domains(signal)
  const accounts = await directory.findAccounts(writtenNameKeys([name], domains), signal)
  const links = await store.links.ofAccounts(accounts.map(account => account.objectGuid))
  if (links.length > 0) return links.map(link => link.systemUserId)
  const addresses = accounts.flatMap(addressesOf)
  const users = await organization.findUsers(
    {
      systemUserIds: new Set(),
      domainNames: new Set([
        ...accounts.flatMap(account => spellings(account.logonName, domains)),
        ...addresses
      ]),
      emails: new Set(addresses),
      employeeIds: await ownEmployeeIds(context, accounts, signal)
    },
    signal
  )
  return users.map(user => user.systemUserId)
}
