import t from 'tap'
import {
  domainOf,
  fold,
  nameKeys,
  recordNameKey,
  spellings
} from '../../src/planning/logon-name.ts'
import { domains } from './people.ts'

const cases: [string, string | undefined, string | undefined][] = [
  ['CONTOSO\\JSmith', 'contoso\\jsmith', undefined],
  ['contoso.test\\jsmith', 'contoso\\jsmith', undefined],
  ['sales.contoso.test\\jsmith', 'sales\\jsmith', undefined],
  ['jsmith@contoso.test', 'contoso\\jsmith', 'jsmith@contoso.test'],
  ['JSmith@Sales.Contoso.Test', 'sales\\jsmith', 'jsmith@sales.contoso.test'],
  ['jsmith@brand.example', undefined, 'jsmith@brand.example'],
  ['odd@name@brand.example', undefined, 'odd@name@brand.example'],
  ['OTHER\\jsmith', 'other\\jsmith', undefined],
  ['CONTOSO\\odd@contoso.test', 'contoso\\odd@contoso.test', undefined],
  ['  CONTOSO\\jsmith ', 'contoso\\jsmith', undefined],
  ['CONTOSO\\Mu\u0308ller', 'contoso\\m\u00fcller', undefined],
  ['jsmith', undefined, undefined],
  ['', undefined, undefined],
  ['CONTOSO\\', undefined, undefined],
  ['\\jsmith', undefined, undefined],
  ['@contoso.test', undefined, undefined],
  ['jsmith@', undefined, undefined]
]

for (const [written, logonName, upn] of cases) {
  t.test(`reads ${JSON.stringify(written)}`, async t => {
    const keys = nameKeys(written, domains)
    t.equal(keys.logonName, logonName)
    t.equal(keys.upn, upn)
    t.equal(recordNameKey(written, domains), logonName ?? upn ?? fold(written))
  })
}

t.test('all spellings of a name have one key', async t => {
  const all = spellings('CONTOSO\\JSmith', domains)
  t.same(all, ['contoso\\jsmith', 'contoso.test\\jsmith', 'jsmith@contoso.test'])
  for (const each of all) t.equal(recordNameKey(each, domains), 'contoso\\jsmith')
  t.same(spellings('OTHER\\JSmith', domains), ['other\\jsmith'])
})

t.test('the domain of a name', async t => {
  t.equal(domainOf('CONTOSO\\jsmith'), 'contoso')
})
