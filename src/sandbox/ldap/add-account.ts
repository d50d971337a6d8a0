import { outcome, type DeedOutcome } from './deed-outcome.ts'
import type { Attributes, DirectoryTree } from './directory-tree.ts'
import { dnKey, rdnOf } from './dn.ts'
import { refusals } from './result.ts'

export interface NewAccount {
  /** `DOMAIN\name` */
  readonly logonName: string
  readonly givenName: string
  readonly surname: string
  readonly employeeId?: string
  readonly mail?: string
  /** The organizational unit or container; the domain's CN=Users by default. */
  readonly parentDn?: string
}

/** Makes an enabled account with a random password. */
export function addAccount(tree: DirectoryTree, account: NewAccount): DeedOutcome {
  const [prefix = '', name = ''] = account.logonName.split('\\')
  const domain = tree.domains.find(
    ({ netbiosName }) => netbiosName.toLowerCase() === prefix.toLowerCase()
  )
  if (domain === undefined) return outcome(tree, refusals.noSuchParent, '')
  const parent = account.parentDn ?? `CN=Users,${domain.distinguishedName}`
  const dn = `${rdnOf('CN', displayName(account))},${parent}`
  const attributes = accountAttributes(account, name, domain.dnsName)
  const result = tree.add(dn, attributes, { password: crypto.randomUUID() })
  return outcome(tree, result, dnKey(dn) ?? '')
}

function displayName({ givenName, surname }: NewAccount): string {
  return `${givenName} ${surname}`
}

function accountAttributes(account: NewAccount, name: string, dnsName: string): Attributes {
  const mail = account.mail ?? `${name}@${dnsName}`
  return {
    objectClass: 'user',
    sAMAccountName: name,
    userPrincipalName: `${name}@${dnsName}`,
    userAccountControl: '512',
    displayName: displayName(account),
    givenName: account.givenName,
    sn: account.surname,
    mail,
    proxyAddresses: [`SMTP:${mail}`],
    ...(account.employeeId === undefined ? {} : { employeeID: account.employeeId })
  }
}
