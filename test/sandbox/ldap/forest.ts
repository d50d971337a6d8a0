import { createDirectory } from '../../../src/sandbox/ldap/create-directory.ts'
import type {
  Attributes,
  DirectoryTree,
  SeedEntry
} from '../../../src/sandbox/ldap/directory-tree.ts'

export const root = 'DC=contoso,DC=test'
export const staff = `OU=Staff,${root}`

export const domains = [
  {
    netbiosName: 'CONTOSO',
    dnsName: 'contoso.test',
    distinguishedName: root,
    sid: 'S-1-5-21-1-2-3'
  },
  {
    netbiosName: 'EMEA',
    dnsName: 'emea.contoso.test',
    distinguishedName: `DC=emea,${root}`,
    sid: 'S-1-5-21-4-5-6'
  }
] as const

export const janesGuid = '0c1a2b3c-4d5e-4f70-8192-a3b4c5d6e7f8'

/** A forest of two domains with one reader, two people and a group in a group. */
export function forest(
  more: { entries?: readonly SeedEntry[]; now?: () => Date } = {}
): DirectoryTree {
  return createDirectory({
    domains: [...domains],
    entries: [
      { dn: staff, attributes: { objectClass: 'organizationalUnit' } },
      { ...person('svc-reader'), password: 'secret', manages: root },
      { ...person('jane.doe', { mail: 'jane.doe@contoso.test' }), objectGuid: janesGuid },
      person('bob', { userAccountControl: '514', givenName: 'B*(o)\\b' }),
      group('inner', `CN=jane.doe,${staff}`),
      group('outer', `CN=inner,${staff}`),
      ...(more.entries ?? [])
    ],
    ...(more.now && { now: more.now })
  })
}

export function person(name: string, attributes: Attributes = {}): SeedEntry {
  return {
    dn: `CN=${name},${staff}`,
    password: 'something',
    attributes: {
      objectClass: 'user',
      sAMAccountName: name,
      userPrincipalName: `${name}@contoso.test`,
      userAccountControl: '512',
      ...attributes
    }
  }
}

export function group(name: string, ...member: readonly string[]): SeedEntry {
  return {
    dn: `CN=${name},${staff}`,
    attributes: { objectClass: 'group', sAMAccountName: name, member }
  }
}
