import type { SeedEntry } from '../ldap/directory-tree.ts'
import { contoso, emea } from './domains.ts'
import { fixedId } from './fixed-id.ts'
import { serviceAccountGuid, serviceAccounts, type ServiceAccount } from './special-users.ts'

const root = contoso.distinguishedName

/** Fixed, and no secret: it opens an imitation on loopback and nothing else. */
export const reader = {
  dn: `CN=svc-reader,OU=Service Accounts,${root}`,
  userPrincipalName: 'svc-reader@contoso.test',
  password: 'sandbox-reader'
} as const

/** The service's own account: it may make and delete placeholders. As little a secret. */
export const keeper = {
  dn: `CN=svc-relink,OU=Service Accounts,${root}`,
  password: 'sandbox-relink'
} as const

export const placeholderUnit = `OU=Placeholders,${root}`
export const placeholderNames = ['crm-park-01', 'crm-park-02'] as const

/** Its members, of nested groups too, are to be protected. */
export const protectedGroupDn = `CN=Protected,OU=Groups,${root}`

/** The units that people and accounts lie in; they come before their contents. */
export const units: readonly SeedEntry[] = [
  unit(`OU=Staff,${root}`),
  unit(`OU=Staff,${emea.distinguishedName}`),
  unit(`OU=Service Accounts,${root}`),
  unit(`OU=Groups,${root}`),
  unit(placeholderUnit)
]

const passwords: Readonly<Record<ServiceAccount, string>> = {
  'svc-reader': reader.password,
  'svc-relink': keeper.password,
  'crm-setup': fixedId('password', 'crm-setup')
}

export const serviceSeeds: readonly SeedEntry[] = [
  ...serviceAccounts.map(name => ({
    ...service(name, `OU=Service Accounts,${root}`, '66048'),
    objectGuid: serviceAccountGuid(name),
    password: passwords[name],
    ...(name === 'svc-relink' && { manages: placeholderUnit })
  })),
  ...placeholderNames.map(name => service(name, placeholderUnit, '514'))
]

/** They come after their members. */
export const groups: readonly SeedEntry[] = [
  group('Board', `CN=Margaret Hale,OU=Staff,${root}`),
  group('Protected', `CN=Board,OU=Groups,${root}`)
]

function unit(dn: string): SeedEntry {
  return { dn, attributes: { objectClass: 'organizationalUnit' } }
}

function service(name: string, parent: string, flags: string): SeedEntry {
  return {
    dn: `CN=${name},${parent}`,
    objectGuid: fixedId('account', name),
    whenCreated: new Date('2018-11-01T09:00:00Z'),
    attributes: {
      objectClass: 'user',
      sAMAccountName: name,
      userPrincipalName: `${name}@${contoso.dnsName}`,
      userAccountControl: flags,
      displayName: name
    }
  }
}

function group(name: string, member: string): SeedEntry {
  return {
    dn: `CN=${name},OU=Groups,${root}`,
    attributes: { objectClass: 'group', sAMAccountName: name, member: [member] }
  }
}
