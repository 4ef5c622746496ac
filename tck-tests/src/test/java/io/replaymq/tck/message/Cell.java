package io.replaymq.tck.message;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * A cell of a table of conversions.
 *
 * @param row the type that was written
 * @param column the type that is read
 */
record Cell(ValueType row, ValueType column) {
    /** The cells of table 3-2 that are marked. */
    static Stream<Cell> markedForProperties() {
        return table(ValueType.ofProperties()).filter(Cell::marked);
    }

    /** The cells of table 3-2 that are not marked. */
    static Stream<Cell> unmarkedForProperties() {
        return table(ValueType.ofProperties()).filter(cell -> !cell.marked());
    }

    /** The cells of table 3-7 that are marked. */
    static Stream<Cell> markedForBodies() {
        return table(List.of(ValueType.values())).filter(Cell::marked);
    }

    /** The cells of table 3-7 that are not marked. */
    static Stream<Cell> unmarkedForBodies() {
        return table(List.of(ValueType.values())).filter(cell -> !cell.marked());
    }

    private static Stream<Cell> table(Collection<ValueType> types) {
        return types.stream().flatMap(row -> types.stream().map(column -> new Cell(row, column)));
    }

    private boolean marked() {
        return row.convertsTo(column);
    }

    Object written() {
        return row.sampleToReadAs(column);
    }

    Object expected() {
        return column.convert(written());
    }

    @Override
    public String toString() {
        return row + " as " + column;
    }

    /** Whether two values are equal; arrays are by what is in them. */
    static boolean same(Object one, Object other) {
        if (one instanceof byte[] bytes && other instanceof byte[] others) {
            return Arrays.equals(bytes, others);
        }
        return one.equals(other);
    }
}
