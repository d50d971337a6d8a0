import * as fc from 'fast-check'
import t from 'tap'
import {
  domainOf,
  fold,
  isSame,
  nameKeys,
  recordNameKey,
  spellings,
  upnOf
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
  ['CONTOSO\\j+smith', 'contoso\\j+smith', undefined],
  ['CONTOSO\\name-of-21-characters', 'contoso\\name-of-21-characters', undefined],
  ['CONTOSO\\jsmith.', 'contoso\\jsmith.', undefined],
  [
    'name-of-20-character@contoso.test',
    'contoso\\name-of-20-character',
    'name-of-20-character@contoso.test'
  ],
  ['name-of-21-characters@contoso.test', undefined, 'name-of-21-characters@contoso.test'],
  ['j+smith@contoso.test', undefined, 'j+smith@contoso.test'],
  ['jsmith.@contoso.test', undefined, 'jsmith.@contoso.test'],
  ['j@smith@contoso.test', undefined, 'j@smith@contoso.test'],
  ['\\jsmith@contoso.test', undefined, '\\jsmith@contoso.test'],
  ['CONTOSO\\ΝΙΚΟΣ', 'contoso\\νικοσ', undefined],
  ['CONTOSO\\νικος', 'contoso\\νικοσ', undefined],
  ['CONTOSO\\\u212aarl', 'contoso\\karl', undefined],
  ['CONTOSO\\muller', 'contoso\\muller', undefined],
  ['CONTOSO\\ｊｓｍｉｔｈ', 'contoso\\ｊｓｍｉｔｈ', undefined],
  ['CONTOSO＼jsmith', undefined, undefined],
  ['jsmith＠contoso.test', undefined, undefined],
  ['\u00a0CONTOSO\\jsmith\t', 'contoso\\jsmith', undefined],
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
    t.equal(upnOf(written), upn)
    t.equal(recordNameKey(written, domains), logonName ?? upn ?? fold(written))
  })
}

t.test('all spellings of a name have one key', async t => {
  const all = spellings('CONTOSO\\JSmith', domains)
  t.same(all, ['contoso\\jsmith', 'contoso.test\\jsmith', 'jsmith@contoso.test'])
  for (const each of all) t.equal(recordNameKey(each, domains), 'contoso\\jsmith')
  t.same(spellings('OTHER\\JSmith', domains), ['other\\jsmith'])
  const long = spellings('CONTOSO\\name-of-21-characters', domains)
  t.same(long, ['contoso\\name-of-21-characters', 'contoso.test\\name-of-21-characters'])
})

t.test('two domains with one NetBIOS name are both in the spellings', async t => {
  const twin = { netbiosName: 'Contoso', dnsName: 'other.test', distinguishedName: 'DC=other' }
  const all = spellings('CONTOSO\\a', [...domains, twin])
  t.same(all.slice(-2), ['other.test\\a', 'a@other.test'])
})

t.test('folding is done once, and composition never tells names apart', async t => {
  const text = fc.string({ unit: 'binary' })
  const property = fc.property(text, name => {
    const folded = fold(name)
    t.equal(fold(folded), folded)
    t.equal(fold(name.normalize('NFD')), fold(name.normalize('NFC')))
    t.equal(fold(name.toLowerCase()), folded)
  })
  fc.assert(property, { numRuns: 2000, examples: [['J\u030c'], ['\u0130'], ['ΝΙΚΟΣ.Α'], ['ǅ']] })
})

t.test('names are the same whatever their case', async t => {
  t.ok(isSame('a', 'a'))
  t.ok(isSame('Müller', 'MU\u0308LLER '))
  t.notOk(isSame('müller', 'muller'))
})

t.test('the domain of a name', async t => {
  t.equal(domainOf('CONTOSO\\jsmith'), 'contoso')
})
