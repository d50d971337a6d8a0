import t from 'tap'
import { RelinkError } from '../../../src/errors.ts'
import { decodeText } from '../../../src/http/rows/decode-text.ts'

const text = 'objectGuid;domainName\r\nx;CONTOSO\\jörg'
const utf16le = Buffer.from(`\uFEFF${text}`, 'utf16le')
const cases: readonly (readonly [string, Buffer])[] = [
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with its mark', Buffer.from(`\uFEFF${text}`)],
  ['UTF-16, little end first', utf16le],
  ['UTF-16, big end first', Buffer.from(utf16le).swap16()]
]
for (const [title, bytes] of cases) {
  t.test(title, async t => t.equal(decodeText(bytes), text))
}

t.test('nothing is the empty text', async t => t.equal(decodeText(Buffer.alloc(0)), ''))

t.test('any other encoding is refused, not guessed', async t => {
  for (const bytes of [Buffer.from(text, 'latin1'), utf16le.subarray(0, 7)]) {
    t.throws(() => decodeText(bytes), { code: 'invalid-request', details: { detail: /UTF-8/ } })
  }
  t.throws(() => decodeText(Buffer.from([0xc3])), RelinkError)
})
