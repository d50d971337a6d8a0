import type { Domain } from '../../src/model/account.ts'
import type { Holdings } from '../../src/active-directory/read-holdings.ts'

export const contoso = 'DC=contoso,DC=test'
/** A child of it. */
export const eu = 'DC=eu,DC=contoso,DC=test'
/** Beside it. */
export const emea = 'DC=emea,DC=test'

const domains: readonly Domain[] = [
  domain('CONTOSO', contoso),
  domain('EU', eu),
  domain('EMEA', emea)
]

function domain(netbiosName: string, distinguishedName: string): Domain {
  return { netbiosName, distinguishedName, dnsName: `${netbiosName.toLowerCase()}.test` }
}

/** What a server of a forest of these three says. */
export function holding(...held: readonly string[]): Holdings {
  return { domains, held, forest: `CN=Configuration,${contoso}` }
}

export const catalog = holding(contoso, eu, emea)
