import t from 'tap'
import { findKey, formatKeyFile, mintKey, parseKeyFile } from '../../src/http/key-file.ts'

const now = '2026-03-02T08:00:00.000Z'

t.test('a secret finds its own key and no other', async t => {
  const one = mintKey('one', ['reader'], now)
  const two = mintKey('two', ['admin', 'executor'], now)
  const keys = await parseKeyFile(formatKeyFile([one.entry, two.entry]))
  t.match(one.secret, /^rlk_[0-9a-f]{12}_[\w-]{43}$/)
  t.match(findKey(keys, one.secret), { name: 'one', roles: ['reader'] })
  t.match(findKey(keys, two.secret), { name: 'two', roles: ['admin', 'executor'] })
  const mixed = one.secret.slice(0, 17) + two.secret.slice(17)
  for (const bad of ['', 'x', mixed, `${one.secret}x`, mintKey('one', ['reader'], now).secret]) {
    t.equal(findKey(keys, bad), undefined, bad)
  }
})

t.test('the file holds no secret', async t => {
  const { entry, secret } = mintKey('one', ['reader'], now)
  t.notMatch(formatKeyFile([entry]), secret.slice(17))
})

t.test('what is no key file is refused without being quoted', async t => {
  const { entry } = mintKey('one', ['reader'], now)
  const bad = [
    '',
    '{',
    'hunter2',
    '[]',
    '{"keys":[{}]}',
    formatKeyFile([entry]).replace('reader', 'root')
  ]
  for (const text of bad) {
    await t.rejects(parseKeyFile(text), { message: /^not a key file: (?!.*hunter2)/ }, text)
  }
})
