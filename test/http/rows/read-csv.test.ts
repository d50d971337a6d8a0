import * as fc from 'fast-check'
import t from 'tap'
import { readCsv } from '../../../src/http/rows/read-csv.ts'

const header = 'systemUserId,objectGuid,domainName'
const fields = { systemUserId: 'u', objectGuid: 'g', domainName: 'CONTOSO\\a' }

const good: readonly (readonly [title: string, text: string])[] = [
  ['commas', `${header}\nu,g,CONTOSO\\a\n`],
  ['semicolons', `${header.replaceAll(',', ';')}\nu;g;CONTOSO\\a`],
  ['tabs', `${header.replaceAll(',', '\t')}\r\nu\tg\tCONTOSO\\a\r\n`],
  ['quotes', `"systemUserId","objectGuid","domainName"\r\n"u","g","CONTOSO\\a"`],
  [
    'quotes here and there, and blanks',
    `systemUserId, "objectGuid" ,domainName\n u ,"g", CONTOSO\\a`
  ]
]
for (const [title, text] of good) {
  t.test(`cells with ${title}`, async t => {
    t.strictSame(await readCsv(text), [{ line: 2, fields }])
  })
}

t.test('a cell may hold the delimiter and quotes, in quotes', async t => {
  const text = `${header}\nu,g,"a, ""b"""`
  t.match(await readCsv(text), [{ fields: { domainName: 'a, "b"' } }])
})

t.test('columns stand in any order, and their names are kept as written', async t => {
  const text = 'ActiveDirectoryGuid;SYSTEMUSERID\ng;u'
  t.strictSame(await readCsv(text), [
    { line: 2, fields: { ActiveDirectoryGuid: 'g', SYSTEMUSERID: 'u' } }
  ])
})

t.test('a line is a row: what is wrong with one is no matter of the next', async t => {
  const text = `${header}\n\nu,"g,n\nu,g,n\nu,g"x,n\nu,"g"x,n\n"u","g","n"\nu,g\nu,g,n,\n`
  t.match(await readCsv(text), [
    { line: 3, unreadable: /quote/ },
    { line: 4, fields: {} },
    { line: 5, unreadable: /quote/ },
    { line: 6, unreadable: /quote/ },
    { line: 7, fields: {} },
    { line: 8, unreadable: /has 2 cells and the header 3/ },
    { line: 9, unreadable: /has 4 cells and the header 3/ }
  ])
})

const headless: readonly (readonly [title: string, text: string])[] = [
  ['nothing', ''],
  ['empty lines', '\n\r\n'],
  ['rows alone', '640145fe-0000-4000-8000-000000000001,640145fe-0000-4000-9000-000000000001'],
  ['another table', 'name,mail\na,b'],
  ['a header with a quote left open', '"systemUserId,objectGuid\nu,g'],
  ['a header alone', header]
]
for (const [title, text] of headless) {
  t.test(`${title} is no import`, async t => {
    await t.rejects(readCsv(text), { code: 'invalid-request' })
  })
}

const badHeaders: readonly (readonly [header: string, detail: RegExp])[] = [
  ['systemUserId,objectGuid,fullName', /^Line 2: There is no column 'fullName': remove it\.$/],
  ['systemUserId,objectGuid,', /There is no column ''/],
  ['systemUserId,domainName', /^Line 2: The column objectGuid is missing: add it\.$/],
  ['objectGuid;x', /'x': remove it\. The column systemUserId is missing/],
  ['systemUserId,objectGuid,ActiveDirectoryGuid', /The column objectGuid stands here twice/]
]
for (const [header, detail] of badHeaders) {
  t.test(`the header ${header}`, async t => {
    await t.rejects(readCsv(`\n${header}\nu,g`), {
      code: 'invalid-rows',
      details: { errors: [{ pointer: '/value', line: 2, detail }] }
    })
  })
}

t.test('one planted fault in a thousand lines is told, and no other', async () => {
  const rows = Array.from({ length: 1000 }, (_, index) => `"u${index}","g${index}","n"`)
  const plants = ['"u,"g","n"', 'u,g,"n', 'u,g', 'u;g;n', 'u,g"g,n', '"', 'u,g,n,n']
  await fc.assert(
    fc.asyncProperty(fc.nat(999), fc.constantFrom(...plants), async (index, plant) => {
      const read = await readCsv([header, ...rows.with(index, plant)].join('\n'))
      const bad = read.filter(row => 'unreadable' in row)
      return read.length === 1000 && bad.length === 1 && bad[0]?.line === index + 2
    }),
    { numRuns: 20 }
  )
})

t.test('others have their turn while a long text is read', async t => {
  const text = [header, ...Array.from({ length: 1000 }, () => 'u,g,n')].join('\n')
  let turns = 0
  const timer = setInterval(() => void (turns += 1), 0)
  await readCsv(text)
  clearInterval(timer)
  t.ok(turns > 2, `${turns} turns`)
})
