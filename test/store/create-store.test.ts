import t from 'tap'
import { atomicallyContract } from './contract/atomically.ts'
import { openTemporary } from './open-temporary.ts'

void atomicallyContract(t, openTemporary)
