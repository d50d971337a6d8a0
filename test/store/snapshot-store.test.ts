import t from 'tap'
import { snapshotsContract } from './contract/snapshots.ts'
import { openTemporary } from './open-temporary.ts'

void snapshotsContract(t, openTemporary)
