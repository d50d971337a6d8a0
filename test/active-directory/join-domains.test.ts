import t from 'tap'
import { joinDomains } from '../../src/active-directory/join-domains.ts'
import { catalog, contoso, emea, eu, holding } from './forests.ts'

const names = (...all: Parameters<typeof joinDomains>[0]) =>
  joinDomains(all).map(domain => domain.distinguishedName)

t.strictSame(names(), [])
t.strictSame(names(holding(contoso), catalog), [contoso, eu, emea], 'each once')
const fabrikam = {
  netbiosName: 'FABRIKAM',
  dnsName: 'fabrikam.test',
  distinguishedName: 'DC=fabrikam,DC=test'
}
const other = { domains: [fabrikam], held: [], forest: 'CN=Configuration,DC=fabrikam,DC=test' }
t.strictSame(names(other, catalog), ['DC=fabrikam,DC=test', contoso, eu, emea], 'of all forests')
