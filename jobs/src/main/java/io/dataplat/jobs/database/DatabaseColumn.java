package io.dataplat.jobs.database;

/**
 * A column of a table.
 *
 * @param type how its values come: a type of the database itself, {@code text} for all that are
 *     read as their text, or a name that no value comes as
 */
public record DatabaseColumn(String name, String type) {}
