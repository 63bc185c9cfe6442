/**
 * The tables of the monolith: one row for an order and all that became of it, as they grow over the years.
 * @module
 */
import { answersSchema } from "../database/once.ts"

export const schema = `
  CREATE TABLE IF NOT EXISTS orders (
    id INTEGER PRIMARY KEY,
    customer TEXT NOT NULL,
    sku TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    price INTEGER NOT NULL,
    discount INTEGER NOT NULL,
    note TEXT,
    status TEXT NOT NULL,
    reserved INTEGER, -- 1 while goods are held, 0 when they are back, NULL when there never were any
    charged INTEGER,  -- in cents, NULL when the card was not charged
    refunded INTEGER  -- in cents, NULL when nothing went back
  );
  CREATE TABLE IF NOT EXISTS stock (sku TEXT PRIMARY KEY, on_hand INTEGER NOT NULL);
  ${answersSchema}
`
