import type { Entry } from 'ldapts'
import t from 'tap'
import { readHoldings } from '../../src/active-directory/read-holdings.ts'

const forest: Record<string, readonly Entry[]> = {
  '': [
    {
      dn: '',
      namingContexts: ['DC=contoso,DC=test', 'CN=Configuration,DC=contoso,DC=test'],
      configurationNamingContext: 'CN=Configuration,DC=contoso,DC=test'
    }
  ],
  'CN=Partitions,CN=Configuration,DC=contoso,DC=test': [
    crossRef('CONTOSO', 'DC=contoso,DC=test'),
    crossRef('EU', 'DC=eu,DC=contoso,DC=test'),
    { dn: 'CN=half', nETBIOSName: 'HALF', nCName: [], dnsRoot: [] }
  ]
}
function crossRef(netbiosName: string, nCName: string): Entry {
  const dnsRoot = `${netbiosName.toLowerCase()}.test`
  return { dn: `CN=${netbiosName}`, nETBIOSName: netbiosName, nCName, dnsRoot }
}
const holdings = (world = forest) => readHoldings(async baseDn => world[baseDn] ?? [])

const { domains, held, forest: configuration } = await holdings()
t.strictSame(
  domains.map(domain => domain.netbiosName),
  ['CONTOSO', 'EU'],
  'of the whole forest'
)
t.strictSame(held, ['DC=contoso,DC=test'], 'what this server holds')
t.equal(configuration, 'CN=Configuration,DC=contoso,DC=test')

for (const world of [{}, { '': forest[''] ?? [] }]) {
  await t.rejects(holdings(world), {
    code: 'directory-unavailable',
    details: { detail: /no Active Directory domain/ }
  })
}
