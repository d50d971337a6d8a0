import t from 'tap'
import { domainOf, isOfDomain, liesWithin } from '../../src/active-directory/distinguished-name.ts'

const within: readonly [dn: string, context: string, expected: boolean][] = [
  ['CN=a,DC=contoso,DC=test', 'DC=contoso,DC=test', true],
  ['DC=contoso,DC=test', 'DC=contoso,DC=test', true],
  ['cn=a, dc=Contoso, dc=TEST', 'DC=contoso,DC=test', true],
  ['CN=a,DC=notcontoso,DC=test', 'DC=contoso,DC=test', false],
  ['CN=a,XDC=contoso,DC=test', 'DC=contoso,DC=test', false],
  ['CN=x\\,DC=contoso,DC=other', 'DC=contoso,DC=other', false],
  ['DC=test', 'DC=contoso,DC=test', false]
]
for (const [dn, context, expected] of within) t.equal(liesWithin(dn, context), expected, dn)

const domain = (netbiosName: string, distinguishedName: string) => ({
  netbiosName,
  distinguishedName,
  dnsName: netbiosName.toLowerCase()
})
const domains = [
  domain('CONTOSO', 'DC=contoso,DC=test'),
  domain('EMEA', 'DC=emea,DC=contoso,DC=test'),
  domain('FABRIKAM', 'DC=fabrikam,DC=test')
]
const owners: readonly [dn: string, netbiosName: string | undefined][] = [
  ['CN=a,OU=Staff,DC=contoso,DC=test', 'CONTOSO'],
  ['CN=a,DC=EMEA,DC=contoso,DC=test', 'EMEA'],
  ['CN=a,DC=fabrikam,DC=test', 'FABRIKAM'],
  ['CN=a,DC=elsewhere,DC=test', undefined],
  ['', undefined]
]
for (const [dn, name] of owners) t.equal(domainOf(dn, domains)?.netbiosName, name, dn || 'nothing')

const own: readonly [dn: string, context: string, expected: boolean][] = [
  ['CN=a,OU=Staff,dc=contoso,DC=test', 'DC=Contoso,DC=test', true],
  ['CN=a,DC=emea,DC=contoso,DC=test', 'DC=contoso,DC=test', false],
  ['CN=a,DC=emea,DC=contoso,DC=test', 'DC=emea,DC=contoso,DC=test', true],
  ['CN=a,DC=elsewhere,DC=test', 'DC=contoso,DC=test', false]
]
for (const [dn, context, expected] of own) t.equal(isOfDomain(dn, context, domains), expected, dn)
