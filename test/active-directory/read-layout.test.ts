import type { Entry } from 'ldapts'
import t from 'tap'
import { readLayout } from '../../src/active-directory/read-layout.ts'

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
const layout = (baseDns: readonly string[], world = forest) =>
  readLayout(async baseDn => world[baseDn] ?? [], baseDns)
const bases = async (...baseDns: string[]) => (await layout(baseDns)).bases

const { domains, held } = await layout([])
t.strictSame(
  domains.map(domain => domain.netbiosName),
  ['CONTOSO', 'EU'],
  'of the whole forest'
)
t.strictSame(held, ['DC=contoso,DC=test'], 'what this server holds')

t.strictSame(await bases(), ['DC=contoso,DC=test'], 'by default all it holds')
const [one, two, inner] = [
  'OU=1,DC=contoso,DC=test',
  'OU=2, DC=Contoso, DC=test',
  'OU=x,OU=1,DC=contoso,DC=test'
]
t.strictSame(await bases(one, two), [one, two])
t.strictSame(await bases(inner, one, two), [one, two], 'none within another')
t.strictSame(await bases(one, one.toLowerCase()), [one], 'none twice')

for (const base of ['DC=eu,DC=contoso,DC=test', 'DC=fabrikam,DC=test', 'nonsense']) {
  await t.rejects(
    layout([one, base]),
    { code: 'directory-unavailable', details: { detail: /does not hold/ } },
    base
  )
}
for (const world of [{}, { '': forest[''] ?? [] }]) {
  await t.rejects(layout([], world), {
    code: 'directory-unavailable',
    details: { detail: /no Active Directory domain/ }
  })
}
