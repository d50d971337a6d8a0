import type { Account, Domain } from '../../src/model/account.ts'
import type { Link } from '../../src/model/link.ts'
import type { User } from '../../src/model/user.ts'
import { indexAccounts } from '../../src/planning/account-index.ts'
import type { Given } from '../../src/planning/correlation.ts'
import { upnOf } from '../../src/planning/logon-name.ts'

export const domains: readonly Domain[] = [
  {
    netbiosName: 'CONTOSO',
    dnsName: 'contoso.test',
    distinguishedName: 'DC=contoso,DC=test'
  },
  { netbiosName: 'SALES', dnsName: 'sales.contoso.test', distinguishedName: 'DC=sales,DC=contoso' }
]

/** Anna Smith's record: linked to the account `anna` until something changed. */
export function aUser(more: Partial<User> = {}): User {
  return {
    systemUserId: 'user-anna',
    domainName: 'CONTOSO\\asmith',
    fullName: 'Anna Smith',
    isDisabled: false,
    accessMode: 0,
    isIntegrationUser: false,
    isSetupUser: false,
    createdOn: '2020-01-01T00:00:00.000Z',
    etag: 'W/"1"',
    ...more
  }
}

/** An account that says nothing but its name, and is older than the record. */
export function anAccount(more: Partial<Account> = {}): Account {
  return {
    objectGuid: 'guid-anna',
    objectSid: 'S-1-5-21-1-1-1-1001',
    sidHistory: [],
    logonName: 'CONTOSO\\asmith',
    proxyAddresses: [],
    distinguishedName: 'CN=Anna Smith,DC=contoso,DC=test',
    isEnabled: true,
    whenCreated: '2019-01-01T00:00:00.000Z',
    ...more
  }
}

export function aLink(more: Partial<Link> = {}): Link {
  return {
    systemUserId: 'user-anna',
    objectGuid: 'guid-anna',
    objectSid: 'S-1-5-21-1-1-1-1001',
    source: 'scan',
    provenAt: '2024-01-01T00:00:00.000Z',
    ...more
  }
}

/** A record and the accounts among which its own is looked for. */
export function aGiven(user: User, accounts: readonly Account[], more: Partial<Given> = {}): Given {
  return {
    user,
    accounts: indexAccounts(accounts, domains),
    domains,
    upn: upnOf(user.domainName),
    formerName: user.domainName,
    ...more
  }
}
