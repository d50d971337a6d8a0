import { BerReader, BerWriter } from 'ldapts'
import t from 'tap'
import { DirSync, type DirSyncFlags } from '../../src/active-directory/dir-sync.ts'

/** With real cookies: changed-accounts.test.ts. Here the bytes that [MS-ADTS] 3.1.1.3.4.1.3 asks for. */
const oid = Buffer.from('1.2.840.113556.1.4.841')

t.test('what is asked', async t => {
  const cookie = Buffer.from('cookie')
  for (const [flags, from, length] of [
    [0, Buffer.alloc(0), 0x0d],
    [1, cookie, 0x13]
  ] as [DirSyncFlags, Buffer, number][]) {
    const writer = new BerWriter()
    new DirSync(flags, from).write(writer)
    const value = Buffer.concat([
      Buffer.from([0x30, length - 2, 0x02, 1, flags]),
      Buffer.from([0x02, 4, 0x7f, 0xff, 0xff, 0xff, 0x04, from.length]),
      from
    ])
    const control = Buffer.concat([
      Buffer.from([0x04, oid.length]),
      oid,
      Buffer.from([0x01, 1, 0xff, 0x04, value.length]),
      value
    ])
    t.equal(writer.buffer.subarray(2).toString('hex'), control.toString('hex'))
  }
})

t.test('what is answered', async t => {
  for (const [more, cookie, expected] of [
    [0, 'end', { hasMore: false, cookie: Buffer.from('end') }],
    [1, 'on', { hasMore: true, cookie: Buffer.from('on') }],
    [7, '', { hasMore: true, cookie: Buffer.alloc(0) }]
  ] as const) {
    const value = [0x30, 8 + cookie.length, 0x02, 1, more, 0x02, 1, 0, 0x04, cookie.length]
    const control = new DirSync(0, Buffer.alloc(0))
    control.parse(new BerReader(Buffer.concat([Buffer.from(value), Buffer.from(cookie)])))
    t.strictSame(control.answer, expected)
  }
})

t.test('what is no answer', async t => {
  const control = new DirSync(0, Buffer.alloc(0))
  t.equal(control.answer, undefined)
  control.parse(new BerReader(Buffer.alloc(0)))
  t.equal(control.answer, undefined)
})
