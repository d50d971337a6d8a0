import t from 'tap'
import { select } from './select.ts'
import { forest, group, person, staff } from './forest.ts'

const people = Array.from({ length: 1_600 }, (_, index) => person(`p${index}`))
const members = people.map(({ dn }) => dn)
const tree = forest({ entries: [...people, group('crowd', ...members)] })
const crowd = (...asked: string[]) =>
  select(tree, `CN=crowd,${staff}`, asked).map(([name, values]) => [name, values.length])

t.test('more than 1,500 values come in ranges', async t => {
  t.same(crowd('MEMBER'), [
    ['member', 0],
    ['member;range=0-1499', 1_500]
  ])
  t.same(crowd('member;range=1500-*'), [['member;range=1500-*', 100]])
  t.same(crowd('member;range=0-9'), [['member;range=0-9', 10]])
})

t.test('all, some and none', async t => {
  t.same(jane('1.1'), [])
  t.same(jane('MAIL', 'nothing', 'memberof', 'employeeID'), ['mail', 'memberOf'])
  t.ok(jane().includes('objectGUID') && jane('*').includes('distinguishedName'))
})

function jane(...asked: string[]): string[] {
  return select(tree, `CN=jane.doe,${staff}`, asked).map(([name]) => name)
}
