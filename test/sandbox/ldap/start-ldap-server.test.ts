import { once } from 'node:events'
import { connect } from 'node:net'
import { Attribute, Change, Client, EqualityFilter, ResultCodeError } from 'ldapts'
import t, { type Test } from 'tap'
import { guidBytes, guidText } from '../../../src/sandbox/ldap/guid.ts'
import { startLdapServer } from '../../../src/sandbox/ldap/start-ldap-server.ts'
import { certify } from '../../certify.ts'
import { forest, janesGuid, person, root, staff } from './forest.ts'

const readerDn = `CN=svc-reader,${staff}`

async function serve(t: Test, people = 0) {
  const entries = Array.from({ length: people }, (_, index) => person(`person-${index}`))
  const directory = forest({ entries })
  const server = await startLdapServer({ directory })
  t.teardown(() => server.close())
  const client = () => {
    const made = new Client({ url: server.url, timeout: 5_000 })
    t.teardown(() => made.unbind())
    return made
  }
  return { directory, server, client }
}

async function reader(t: Test, people = 0) {
  const served = await serve(t, people)
  const client = served.client()
  await client.bind(readerDn, 'secret')
  return { ...served, client }
}

async function codeOf(deed: Promise<unknown>): Promise<number | undefined> {
  return deed.then(
    () => 0,
    error => (error instanceof ResultCodeError ? error.code : undefined)
  )
}

t.test('binds by DN, UPN and DOMAIN\\name', async t => {
  const { client } = await serve(t)
  for (const name of [readerDn, 'svc-reader@contoso.test', 'CONTOSO\\SVC-READER']) {
    t.equal(await codeOf(client().bind(name, 'secret')), 0, name)
  }
})

t.test('refuses as AD does: 49 with the reason in the text', async t => {
  const { client } = await serve(t)
  const reasons = [
    [readerDn, 'wrong', 'data 52e'],
    ['nobody@contoso.test', 'secret', 'data 525'],
    ['CONTOSO\\bob', 'something', 'data 533'],
    ['CONTOSO\\bob', 'wrong', 'data 52e']
  ] as const
  for (const [name, password, reason] of reasons) {
    const error = await client()
      .bind(name, password)
      .catch((caught: unknown) => caught)
    t.match(error, { code: 49, message: reason }, `${name} ${reason}`)
  }
})

t.test('the unknown read the root DSE and nothing else', async t => {
  const { client } = await serve(t)
  const anonymous = client()
  const { searchEntries } = await anonymous.search('', { scope: 'base' })
  t.match(searchEntries[0], {
    defaultNamingContext: root,
    configurationNamingContext: `CN=Configuration,${root}`,
    rootDomainNamingContext: root,
    supportedLDAPVersion: '3',
    dnsHostName: 'dc1.contoso.test',
    supportedControl: [
      '1.2.840.113556.1.4.319',
      '1.2.840.113556.1.4.1339',
      '1.2.840.113556.1.4.417'
    ]
  })
  t.equal(await codeOf(anonymous.search(root)), 1)
  t.equal(await codeOf(anonymous.del(readerDn)), 1)
})

t.test('an unpaged search ends after 1,000 entries with 4, a paged one does not', async t => {
  const { client } = await reader(t, 2_300)
  const options = { filter: '(sAMAccountName=person-*)', attributes: ['cn'] }
  t.equal(await codeOf(client.search(root, options)), 4)
  const sizes: number[] = []
  const names = new Set<string>()
  const references: string[] = []
  for await (const page of client.searchPaginated(root, {
    ...options,
    paged: { pageSize: 5_000 }
  })) {
    sizes.push(page.searchEntries.length)
    for (const { cn } of page.searchEntries) names.add(String(cn))
    references.push(...page.searchReferences)
  }
  t.same(sizes, [1_000, 1_000, 300], 'a page is never larger than 1,000')
  t.equal(names.size, 2_300)
  t.same(references, [`ldap://contoso.test/CN=Configuration,${root}`])
})

t.test('finds by binary GUID, and answers attribute names in schema case', async t => {
  const { client } = await reader(t)
  const filter = new EqualityFilter({ attribute: 'objectguid', value: guidBytes(janesGuid) })
  const { searchEntries } = await client.search(root, {
    filter,
    attributes: ['OBJECTGUID', 'samaccountname', 'MAIL'],
    explicitBufferAttributes: ['objectGUID']
  })
  t.equal(searchEntries.length, 1)
  t.equal(guidText(searchEntries[0]?.['objectGUID'] as Buffer), janesGuid)
  t.match(searchEntries[0], { sAMAccountName: 'jane.doe', mail: 'jane.doe@contoso.test' })
})

t.test('filters', async t => {
  const { client } = await reader(t)
  const found = async (filter: string) => {
    const { searchEntries } = await client.search(staff, { filter, attributes: ['cn'] })
    return searchEntries.map(({ cn }) => cn)
  }
  t.same(await found('(givenName=b\\2a\\28o\\29\\5cb)'), ['bob'], 'escapes')
  t.same(await found('(userAccountControl:1.2.840.113556.1.4.803:=2)'), ['bob'])
  t.same(await found(`(memberOf:1.2.840.113556.1.4.1941:=CN=outer,${staff})`), [
    'jane.doe',
    'inner'
  ])
  t.same(await found('(&(objectCategory=person)(!(mail=*))(sAMAccountName=*-r*er))'), [
    'svc-reader'
  ])
  t.same(await found('(!(noSuchAttribute=x))'), [], 'undefined stays undefined under not')
})

t.test('bases that are not there', async t => {
  const { client } = await reader(t)
  t.equal(await codeOf(client.search(`OU=None,${root}`)), 32)
  t.equal(await codeOf(client.search('DC=other,DC=test')), 10)
  t.equal(await codeOf(client.search('no name at all')), 34)
})

t.test('adds a disabled account, changes, compares and deletes it', async t => {
  const { client, directory } = await reader(t)
  const dn = `CN=park,${staff}`
  const account = { objectClass: 'user', sAMAccountName: 'park', userAccountControl: '514' }
  await client.add(dn, account)
  t.equal(await codeOf(client.add(dn, account)), 68)
  t.equal(
    await codeOf(client.add(`CN=two,${staff}`, { ...account, sAMAccountName: 'Jané.Doe' })),
    68
  )
  const implied = { ...account, sAMAccountName: 'x', userPrincipalName: 'park@contoso.test' }
  t.equal(await codeOf(client.add(`CN=two,${staff}`, implied)), 19)
  const enable = new Change({
    operation: 'replace',
    modification: new Attribute({ type: 'userAccountControl', values: ['512'] })
  })
  t.equal(await codeOf(client.modify(dn, enable)), 53, 'no password')
  t.equal(await client.compare(dn, 'sAMAccountName', 'PARK'), true)
  const usn = directory.highestUsn()
  await client.del(dn)
  t.equal(await codeOf(client.del(dn)), 32)
  t.ok(directory.highestUsn() > usn)
  t.equal(await codeOf(client.del(staff)), 66)
})

t.test('only who was handed a unit writes, and only in it', async t => {
  const { client } = await serve(t)
  const account = { objectClass: 'user', sAMAccountName: 'park', userAccountControl: '514' }
  const asJane = client()
  await asJane.bind('CONTOSO\\jane.doe', 'something')
  t.equal(await codeOf(asJane.add(`CN=park,${staff}`, account)), 50)
  t.equal(await codeOf(asJane.del(readerDn)), 50)
  t.equal(await codeOf(asJane.del(`CN=nobody,${staff}`)), 32)
  const asReader = client()
  await asReader.bind(readerDn, 'secret')
  t.equal(await codeOf(asReader.del(root)), 50)
  t.equal(await codeOf(asReader.add(`CN=park,CN=Configuration,${root}`, account)), 0)
})

t.test('a password comes over an encrypted connection, in quotes, and strong enough', async t => {
  const { key, cert } = certify(t.testdir(), 'localhost')
  const directory = forest()
  const encrypted = await startLdapServer({ directory, tls: { key, cert } })
  const plain = await startLdapServer({ directory })
  t.teardown(() => Promise.all([encrypted.close(), plain.close()]))
  const add = async (url: string, number: number, unicodePwd: Buffer) => {
    const isSecure = url.startsWith('ldaps')
    const client = new Client({ url, ...(isSecure && { tlsOptions: { ca: cert } }) })
    t.teardown(() => client.unbind())
    await client.bind(readerDn, 'secret')
    const text = { objectClass: 'user', sAMAccountName: `p${number}`, userAccountControl: '512' }
    const attributes = [...Object.entries(text), ['unicodePwd', unicodePwd] as const]
    const list = attributes.map(
      ([type, value]) => new Attribute({ type, values: [value] as never })
    )
    return codeOf(client.add(`CN=p${number},${staff}`, list))
  }
  const secure = encrypted.url.replace('127.0.0.1', 'localhost')
  const quoted = (text: string) => Buffer.from(`"${text}"`, 'utf16le')
  t.equal(await add(plain.url, 1, quoted('Passw0rd!')), 53)
  t.equal(await add(secure, 2, quoted('weak')), 53)
  t.equal(await add(secure, 3, quoted('alllowercase')), 53)
  t.equal(await add(secure, 4, Buffer.from('"Passw0rd!"')), 53)
  t.equal(await add(secure, 5, quoted('Passw0rd!')), 0)
  const client = new Client({ url: plain.url })
  t.teardown(() => client.unbind())
  t.equal(await codeOf(client.bind('CONTOSO\\p5', 'Passw0rd!')), 0, 'and opens')
})

t.test('garbage ends its own connection and no other', async t => {
  const { server, client } = await reader(t)
  const cases = {
    'not BER': Buffer.from('GET / HTTP/1.1\r\n\r\n'),
    'no such length': Buffer.from('30ff0201', 'hex'),
    'too long': Buffer.from('3084ffffffff0201', 'hex'),
    'no such operation': Buffer.from('30060201015f0100', 'hex'),
    'an element cut short': Buffer.from('300702010163020405', 'hex'),
    'no message number': Buffer.from('30020500', 'hex')
  }
  for (const [name, bytes] of Object.entries(cases)) {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    socket.write(bytes)
    const [notice] = (await once(socket, 'data')) as [Buffer]
    t.ok(notice.includes('1.3.6.1.4.1.1466.20036'), `${name}: notice of disconnection`)
    await once(socket, 'close', { signal: AbortSignal.timeout(2_000) })
    t.equal((await client.search(staff, { scope: 'base' })).searchEntries.length, 1)
  }
})

t.test('a message may come byte by byte, and several at once', async t => {
  const { server } = await reader(t)
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  t.teardown(() => socket.destroy())
  socket.setNoDelay(true)
  const bind = Buffer.from('300c020101600702010304008000', 'hex')
  for (const byte of bind) socket.write(Buffer.from([byte]))
  const [first] = (await once(socket, 'data')) as [Buffer]
  t.equal(first.toString('hex'), '300c02010161070a010004000400')
  socket.write(Buffer.concat([bind, bind]))
  let answered = Buffer.alloc(0)
  while (answered.length < 2 * first.length) {
    const [chunk] = (await once(socket, 'data')) as [Buffer]
    answered = Buffer.concat([answered, chunk])
  }
  t.same(answered, Buffer.concat([first, first]))
})

t.test('closes with clients connected, and the port is free again', async t => {
  const directory = forest()
  const server = await startLdapServer({ directory })
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  await once(socket, 'connect')
  await server.close()
  await once(socket, 'close')
  const again = await startLdapServer({ directory, port: Number(new URL(server.url).port) })
  t.equal(again.url, server.url)
  await again.close()
})
