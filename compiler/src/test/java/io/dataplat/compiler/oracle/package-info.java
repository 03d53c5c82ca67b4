/** The committed output, judged by the programs that will use it. */
package io.dataplat.compiler.oracle;
