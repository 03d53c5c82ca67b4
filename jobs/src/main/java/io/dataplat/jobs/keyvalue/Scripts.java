package io.dataplat.jobs.keyvalue;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What a Redis does in one step. Each script names one key, so that a proxy can place it. */
final class Scripts {

  /**
   * Sets a hash if the row is greater than what is there, by the bytes of its sequence, then of all
   * of it; or only says what would become of it. What the same batch has written is replaced in any
   * case, and so is what was written by other columns, which cannot be compared. Bytes are compared
   * here since Lua compares texts by the server's language.
   *
   * <p>KEYS: the hash. ARGV: whether to set, milliseconds to live, batch, sequence, row, fields.
   */
  static final byte[] SET =
      """
      local function greater(a, b)
        for i = 1, math.min(#a, #b) do
          local x, y = a:byte(i), b:byte(i)
          if x ~= y then return x > y or i <= 4 end
        end
        return #a > #b
      end
      local found = redis.call('HMGET', KEYS[1], '_batch_id', '_sequence', '_row')
      local fate = 3
      if not found[2] or not found[3] then
        fate = 0
      elseif found[2] == ARGV[4] and found[3] == ARGV[5] then
        fate = 2
      elseif found[1] == ARGV[3] then
        fate = 1
      elseif found[2] ~= ARGV[4] then
        if greater(ARGV[4], found[2]) then fate = 1 end
      elseif greater(ARGV[5], found[3]) then
        fate = 1
      end
      if ARGV[1] == 'set' and fate < 3 then
        if fate < 2 then
          redis.call('DEL', KEYS[1])
          redis.call('HSET', KEYS[1], '_batch_id', ARGV[3], '_sequence', ARGV[4], '_row', ARGV[5],
            unpack(ARGV, 6))
        end
        if ARGV[2] == '0' then
          redis.call('PERSIST', KEYS[1])
        else
          redis.call('PEXPIRE', KEYS[1], ARGV[2])
        end
      end
      return fate
      """
          .getBytes(UTF_8);

  /**
   * Moves a ledger, if this attempt is still the one that writes and the ledger is as it was.
   *
   * <p>KEYS: the ledgers. ARGV: the field of the attempt, the attempt, the field of the ledger, its
   * text before and after.
   */
  static final byte[] COMMIT =
      """
      if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
      if (redis.call('HGET', KEYS[1], ARGV[3]) or '') ~= ARGV[4] then return 0 end
      redis.call('HSET', KEYS[1], ARGV[3], ARGV[5])
      redis.call('HDEL', KEYS[1], ARGV[1])
      return 1
      """
          .getBytes(UTF_8);

  private Scripts() {}
}
