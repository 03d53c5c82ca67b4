package io.dataplat.jobs.input;

import java.io.Serializable;

/**
 * What one connection reads of a table.
 *
 * @param place the table, and the part of it if there are several
 */
record MysqlPart(String query, String place) implements Serializable {}
