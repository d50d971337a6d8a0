import type { FastifyRequest } from 'fastify'
import t from 'tap'
import { baseUrlFrom } from '../../src/http/base-url.ts'

const from = (host: string, localAddress?: string) =>
  ({ protocol: 'http', host, socket: { localAddress, localPort: 8080 } }) as FastifyRequest

t.test('the configured base keeps its path and loses its slash', async t => {
  t.equal(baseUrlFrom('https://x.test/relink/')(from('y')), 'https://x.test/relink')
})

const cases: readonly [host: string, address: string | undefined, base: string][] = [
  ['crm.test:8443', '10.0.0.1', 'http://crm.test:8443'],
  ['[::1]:8080', '::1', 'http://[::1]:8080'],
  ['', '10.0.0.1', 'http://10.0.0.1:8080'],
  ['a/b', '::1', 'http://[::1]:8080'],
  ['u@evil.test', undefined, 'http://127.0.0.1:8080'],
  ['"><script>', '10.0.0.1', 'http://10.0.0.1:8080']
]
for (const [host, address, base] of cases) {
  t.test(`Host '${host}' gives ${base}`, async t => {
    t.equal(baseUrlFrom(undefined)(from(host, address)), base)
  })
}
