package io.dataplat.sql;

/**
 * A column: its name, its type as Spark DDL text ({@code struct<a:int>}), and whether it is
 * nullable.
 */
public record SqlColumn(String name, String type, boolean nullable) {}
