import t from 'tap'
import { inChunks } from '../../src/store/in-chunks.ts'

t.test('all rows in order, at most 500 at a time, nothing for nothing', async t => {
  const sizes = async (count: number) => (await chunksOf(count)).map(chunk => chunk.length)
  t.strictSame(await sizes(0), [])
  t.strictSame(await sizes(1), [1])
  t.strictSame(await sizes(500), [500])
  t.strictSame(await sizes(1001), [500, 500, 1])
  t.strictSame((await chunksOf(1001)).flat(), numbers(1001))
})

t.test('the event loop turns between two pieces', async t => {
  let turns = 0
  const turning = setInterval(() => turns++, 0)
  t.teardown(() => clearInterval(turning))
  for await (const _ of inChunks(numbers(50_000)));
  t.ok(turns > 0)
})

async function chunksOf(count: number): Promise<readonly (readonly number[])[]> {
  const chunks: (readonly number[])[] = []
  for await (const chunk of inChunks(numbers(count))) chunks.push(chunk)
  return chunks
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index)
}
