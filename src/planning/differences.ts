import type { Account } from '../model/account.ts'
import type { User } from '../model/user.ts'
import { mailAddresses } from './account-index.ts'
import { fold } from './logon-name.ts'

/** Whether one side is switched off and the other not. */
export function statusDiffers(user: User, account: Account): boolean {
  return user.isDisabled === account.isEnabled
}

/** Whether first name, last name or mail address, where both sides know it, are not the same. */
export function profileDiffers(user: User, account: Account): boolean {
  const mail = mailAddresses(account)
  return (
    differ(user.firstName, account.givenName) ||
    differ(user.lastName, account.surname) ||
    (user.email !== undefined && mail.length > 0 && !mail.includes(fold(user.email)))
  )
}

function differ(ours: string | undefined, theirs: string | undefined): boolean {
  return ours !== undefined && theirs !== undefined && fold(ours) !== fold(theirs)
}
