import t from 'tap'
import { createServerOrder, restMs } from '../../src/active-directory/create-server-order.ts'

const server = (name: string) =>
  ({ url: `ldaps://${name}`, host: name, name, security: 'ldaps' }) as const
const [a, b, c] = [server('a'), server('b'), server('c')]
let now = 1000
const order = createServerOrder([a, b, c], () => now)
const names = () =>
  order
    .inOrder()
    .map(({ name }) => name)
    .join('')

t.equal(names(), 'abc', 'as configured')
order.failed(a)
t.equal(names(), 'bca', 'a failed server comes last')
now += 10
order.failed(b)
t.equal(names(), 'cab')
now += restMs - 10
t.equal(names(), 'acb', 'and has its place again later')
now += 10
t.equal(names(), 'abc')
for (const each of [a, b, c]) order.failed(each)
t.equal(names(), 'abc', 'when all failed, all are asked')
