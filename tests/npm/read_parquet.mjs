// Prints the rows of a Parquet file as JSON, by a reader that is not ours: node read_parquet.mjs MODULES FILE
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const [modules, file] = process.argv.slice(2)
const { parquetReadObjects } = await import(pathToFileURL(`${modules}/hyparquet/src/index.js`))
const bytes = readFileSync(file)
const rows = await parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) })
console.log(JSON.stringify(rows.map((row) => Object.values(row)), (_, value) => (typeof value === 'bigint' ? String(value) : value)))
