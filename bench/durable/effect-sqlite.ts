/** Effect's SQL client on the same SQLite as everybody else here: its own adapter needs a newer Node. */
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from "@photostructure/sqlite"
import { Effect, Layer, Semaphore, Stream } from "effect"
import { Reactivity } from "effect/reactivity"
import { SqlClient, type SqlConnection, SqlError, Statement } from "effect/sql"

export const sqliteLayer = (file: string): Layer.Layer<SqlClient.SqlClient> =>
  Layer.effect(SqlClient.SqlClient, client(file)).pipe(Layer.provide(Reactivity.layer))

const client = (file: string) =>
  Effect.gen(function* () {
    const database = new DatabaseSync(file)
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
    const connection = connectionTo(database)
    const acquirers = SqlClient.makeSqliteAcquirers({
      connection: Effect.succeed(connection),
      semaphore: yield* Semaphore.make(1)
    })
    return yield* SqlClient.make({
      ...acquirers,
      driver: "sqlite",
      compiler: Statement.makeCompilerSqlite(),
      spanAttributes: [],
      prepareTransactionControls: true
    })
  })

type Rows = ReadonlyArray<Record<string, unknown>>
type Transform = (<A extends object>(rows: ReadonlyArray<A>) => ReadonlyArray<A>) | undefined

const connectionTo = (database: DatabaseSyncInstance): SqlConnection.Connection => {
  const prepared = new Map<string, StatementSyncInstance>()
  const all = (sql: string, parameters: ReadonlyArray<unknown>): Effect.Effect<Rows, SqlError.SqlError> =>
    Effect.try({
      try: () => {
        let statement = prepared.get(sql)
        if (statement === undefined) prepared.set(sql, (statement = database.prepare(sql)))
        return statement.all(...(parameters as ReadonlyArray<string>)) as Rows
      },
      catch: (cause) => new SqlError.SqlError({ reason: SqlError.classifySqliteError(cause) })
    })
  const rows = (sql: string, parameters: ReadonlyArray<unknown>, transform: Transform) =>
    Effect.map(all(sql, parameters), (found) => transform?.(found) ?? found)
  const values = (sql: string, parameters: ReadonlyArray<unknown>) =>
    Effect.map(all(sql, parameters), (found) => found.map((row) => Object.values(row)))
  return {
    execute: rows,
    executeRaw: all,
    executeValues: values,
    executeValuesUnprepared: values,
    executeUnprepared: rows,
    executeStream: (sql, parameters, transform) => Stream.fromIterableEffect(rows(sql, parameters, transform))
  }
}
