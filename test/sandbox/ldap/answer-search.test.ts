import { Client } from 'ldapts'
import t from 'tap'
import { answerSearch } from '../../../src/sandbox/ldap/answer-search.ts'
import {
  readElement,
  readElements,
  readNumber,
  readOctets,
  tags,
  writeElement,
  writeNumber,
  writeOctets
} from '../../../src/sandbox/ldap/ber.ts'
import type { Session } from '../../../src/sandbox/ldap/session.ts'
import { startLdapServer } from '../../../src/sandbox/ldap/start-ldap-server.ts'
import { forest, person, root, staff } from './forest.ts'

const paged = '1.2.840.113556.1.4.319'

t.test('a cookie is good once, for its own search, until ten others came', async t => {
  const entries = Array.from({ length: 30 }, (_, index) => person(`p${index}`))
  const directory = forest({ entries })
  const session: Session = { boundKey: 'somebody', isEncrypted: false, openPages: new Map() }
  const page = (cookie: Buffer = Buffer.alloc(0), initial = 'p') => {
    const value = writeElement(tags.sequence, writeNumber(10), writeOctets(cookie))
    const control = { type: paged, isCritical: true, value }
    const filter = { kind: 'substrings', attribute: 'cn', initial, any: [], final: '' } as const
    const operation = {
      kind: 'search',
      base: root,
      scope: 'sub',
      sizeLimit: 0,
      typesOnly: false,
      filter,
      attributes: ['cn']
    } as const
    const request = { messageId: 1, operation, controls: [control] }
    return readPage(answerSearch(directory, session, request, operation))
  }
  const first = page()
  const second = page(first.cookie)
  t.equal(new Set([...first.entries, ...second.entries]).size, 20)
  t.equal(page(first.cookie).code, 12, 'twice')
  t.equal(page(second.cookie, 'q').code, 12, 'another search')
  const oldest = page()
  for (let more = 0; more < 10; more += 1) page()
  t.equal(page(oldest.cookie).code, 12, 'the eleventh')
})

function readPage(messages: readonly Buffer[]) {
  const parts = messages.map(bytes => readElements(readOctets(readElement(bytes))))
  const [, result, controls] = parts.at(-1) ?? []
  const [control] = controls === undefined ? [] : readElements(controls.content)
  const value = control && readElement(readOctets(readElements(control.content)[2]))
  return {
    code: readNumber(readElements(readOctets(result))[0]),
    cookie: value && readElements(value.content)[1]?.content,
    entries: parts
      .flatMap(([, operation]) => (operation?.tag === 0x64 ? [operation] : []))
      .map(({ content }) => readElements(content)[0]?.content.toString())
  }
}

t.test('size limits of the client, scopes, types only', async t => {
  const server = await startLdapServer({ directory: forest() })
  t.teardown(() => server.close())
  const client = new Client({ url: server.url, timeout: 5_000 })
  t.teardown(() => client.unbind())
  await client.bind('svc-reader@contoso.test', 'secret')
  // ldapts takes 4 for success where it named the limit itself.
  t.equal((await client.search(staff, { sizeLimit: 2 })).searchEntries.length, 2)
  const one = await client.search(root, { scope: 'one', attributes: ['1.1'] })
  t.ok(one.searchEntries.every(({ dn }) => !dn.startsWith('CN=jane')))
  t.equal(one.searchReferences.length, 1)
  const base = await client.search(staff, { scope: 'base', returnAttributeValues: false })
  t.same(base.searchEntries[0]?.['ou'], [])
  t.equal(base.searchReferences.length, 0)
})
