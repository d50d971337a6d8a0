import { FilterParser, type EqualityFilter, type OrFilter } from 'ldapts'
import t from 'tap'
import { planSearches } from '../../src/active-directory/plan-searches.ts'
import { hostileTexts } from './hostile-texts.ts'
import { keys } from './keys.ts'

const contoso = {
  netbiosName: 'CONTOSO',
  dnsName: 'contoso.test',
  distinguishedName: 'DC=contoso,DC=test'
}
const eu = {
  netbiosName: 'EU',
  dnsName: 'eu.contoso.test',
  distinguishedName: 'DC=eu,DC=contoso,DC=test'
}
const layout = {
  domains: [contoso, eu],
  held: [contoso.distinguishedName],
  bases: [contoso.distinguishedName]
}
const plan = (some: Parameters<typeof keys>[0], where = layout) =>
  planSearches(keys(some), where).map(({ baseDn, filter }) => ({
    baseDn,
    terms: (filter as OrFilter).filters.map(term => {
      const { attribute, value } = term as EqualityFilter
      return [attribute, Buffer.isBuffer(value) ? value.toString('hex') : value]
    })
  }))

t.strictSame(plan({}), [], 'no key, no search')
t.strictSame(plan({ guids: ['f051cd62-b2a3-4d4e-9c11-22334455ff00'] }), [
  { baseDn: 'DC=contoso,DC=test', terms: [['objectGUID', '62cd51f0a3b24e4d9c1122334455ff00']] }
])
t.strictSame(plan({ sids: ['s-1-5-18'] }), [
  {
    baseDn: 'DC=contoso,DC=test',
    terms: [
      ['objectSid', '010100000000000512000000'],
      ['sIDHistory', '010100000000000512000000']
    ]
  }
])
t.strictSame(plan({ addresses: ['a@x'], employeeIds: ['7'] }), [
  {
    baseDn: 'DC=contoso,DC=test',
    terms: [
      ['mail', 'a@x'],
      ['proxyAddresses', 'smtp:a@x'],
      ['userPrincipalName', 'a@x'],
      ['employeeID', '7']
    ]
  }
])
t.strictSame(plan({ guids: ['nonsense'], sids: ['nonsense'] }), [], 'what nothing can have')

const search = (baseDn: string, ...names: string[]) => ({
  baseDn,
  terms: names.map(name => ['sAMAccountName', name])
})

t.test('a logon name is looked up in its own domain', async t => {
  const named = {
    logonNames: ['contoso\\ada', 'eu\\ada', 'other\\ada', 'ada', 'contoso\\', 'contoso\\a\\b']
  }
  t.strictSame(
    plan(named),
    [search('DC=contoso,DC=test', 'ada', 'a\\b')],
    'the other domain is not here'
  )

  const catalog = { ...layout, held: [contoso.distinguishedName, eu.distinguishedName] }
  t.strictSame(
    plan(named, catalog),
    [search('DC=contoso,DC=test', 'ada', 'a\\b'), search('DC=eu,DC=contoso,DC=test', 'ada')],
    'a base above covers it'
  )

  const units = { ...catalog, bases: ['OU=A,DC=contoso,DC=test', 'OU=B,dc=EU,DC=contoso,DC=test'] }
  t.strictSame(
    plan(named, units),
    [
      search('OU=A,DC=contoso,DC=test', 'ada', 'a\\b'),
      search('OU=B,dc=EU,DC=contoso,DC=test', 'ada')
    ],
    'only below the bases'
  )
  const unit = { ...catalog, bases: ['OU=A,DC=contoso,DC=test'] }
  t.strictSame(
    plan(named, unit),
    [search('OU=A,DC=contoso,DC=test', 'ada', 'a\\b')],
    'not elsewhere'
  )
})

t.test('at most 250 terms in one filter, for each base', async t => {
  const addresses = Array.from({ length: 100 }, (_, i) => `a${i}@x`)
  const bases = ['OU=A,DC=contoso,DC=test', 'OU=B,DC=contoso,DC=test']
  t.strictSame(
    plan({ addresses }, { ...layout, bases }).map(({ baseDn, terms }) => [baseDn, terms.length]),
    [
      ['OU=A,DC=contoso,DC=test', 250],
      ['OU=A,DC=contoso,DC=test', 50],
      ['OU=B,DC=contoso,DC=test', 250],
      ['OU=B,DC=contoso,DC=test', 50]
    ]
  )
})

t.test('a hostile value stays one value', async t => {
  for (const text of hostileTexts.filter(each => !each.includes('\0') && each.isWellFormed())) {
    const [search] = plan({ employeeIds: [text], logonNames: [`contoso\\${text}`] })
    const forms = [...new Set([text, text.normalize('NFD')])]
    const expected = forms.map(form => ['employeeID', form])
    t.strictSame(search?.terms, expected, JSON.stringify(text).slice(0, 40))
    const { filter } = planSearches(keys({ employeeIds: [text] }), layout)[0] ?? {}
    const readBack = FilterParser.parseString(String(filter)) as OrFilter
    t.equal(readBack.filters.length, forms.length, 'no more terms, written down, too')
  }
})

t.test('what no value can be is not asked for: Samba would find it by its beginning', async t => {
  for (const text of ['a\0b', '\0', '\ud800', 'a\udc00']) {
    const some = { employeeIds: [text], addresses: [text], logonNames: [`contoso\\${text}`] }
    t.strictSame(plan(some), [], JSON.stringify(text))
  }
})

t.test('other ways to write what was folded', async t => {
  t.strictSame(
    plan({ employeeIds: ['é', 'σοφόσ', 'abc'] })[0]?.terms.map(([, id]) => id),
    ['é', 'e\u0301', 'σοφόσ', 'σοφός', 'σοφο\u0301σ', 'σοφο\u0301ς', 'abc']
  )
})
