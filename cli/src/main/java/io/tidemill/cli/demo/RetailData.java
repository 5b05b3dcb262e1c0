package io.tidemill.cli.demo;

import io.trino.tpch.Customer;
import io.trino.tpch.CustomerColumn;
import io.trino.tpch.CustomerGenerator;
import io.trino.tpch.Distributions;
import io.trino.tpch.LineItem;
import io.trino.tpch.LineItemColumn;
import io.trino.tpch.LineItemGenerator;
import io.trino.tpch.NationColumn;
import io.trino.tpch.NationGenerator;
import io.trino.tpch.Order;
import io.trino.tpch.OrderColumn;
import io.trino.tpch.OrderGenerator;
import io.trino.tpch.PartColumn;
import io.trino.tpch.PartGenerator;
import io.trino.tpch.RegionColumn;
import io.trino.tpch.RegionGenerator;
import io.trino.tpch.SupplierColumn;
import io.trino.tpch.SupplierGenerator;
import io.trino.tpch.TextPool;
import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * TPC-H data as CSV with a header line, cut into the files in which a shop would deliver them: the
 * small tables whole, orders and their lines by order date. The same scale gives the same bytes.
 * Not thread-safe.
 */
final class RetailData {
  private static final Distributions WORDS = Distributions.getDefaultDistributions();

  /** Comments are cut from it. The standard's pool of 300 MB would need a heap as large. */
  private static final TextPool TEXT = new TextPool(4 * 1024 * 1024, WORDS);

  private final double scale;
  private final SortedMap<LocalDate, List<Order>> orders = new TreeMap<>();
  private final Map<Long, List<LineItem>> linesByOrder = new HashMap<>();

  /**
   * @param scale TPC-H scale factor; 1 is 1.5 million orders
   * @param from first order date kept
   * @param to last order date kept
   */
  RetailData(double scale, LocalDate from, LocalDate to) {
    this.scale = scale;
    for (Order order : new OrderGenerator(scale, 1, 1, WORDS, TEXT)) {
      LocalDate date = LocalDate.ofEpochDay(OrderColumn.ORDER_DATE.getDate(order));
      if (!date.isBefore(from) && !date.isAfter(to)) {
        orders.computeIfAbsent(date, d -> new ArrayList<>()).add(order);
        linesByOrder.put(order.getOrderKey(), new ArrayList<>());
      }
    }
    for (LineItem line : new LineItemGenerator(scale, 1, 1, WORDS, TEXT)) {
      List<LineItem> kept = linesByOrder.get(line.getOrderKey());
      if (kept != null) {
        kept.add(line);
      }
    }
  }

  /** Days that have orders. */
  List<LocalDate> days() {
    return List.copyOf(orders.keySet());
  }

  /** Orders of a day, those in the given part of {@code parts}, counted from 0. */
  String orders(LocalDate day, int part, int parts) {
    return csv(List.of(OrderColumn.values()), part(day, part, parts));
  }

  /** Lines of the same orders. */
  String lines(LocalDate day, int part, int parts) {
    return csv(
        List.of(LineItemColumn.values()),
        part(day, part, parts).stream()
            .flatMap(order -> linesByOrder.getOrDefault(order.getOrderKey(), List.of()).stream())
            .toList());
  }

  /** All customers. */
  String customers() {
    return csv(List.of(CustomerColumn.values()), customerRows());
  }

  /** All customers as they are after every {@code nth} moved to another market segment. */
  String customersAfterMove(int nth, String segment) {
    return csv(
        List.of(CustomerColumn.values()),
        customerRows().stream()
            .map(
                customer ->
                    customer.getCustomerKey() % nth == 0 ? moved(customer, segment) : customer)
            .toList());
  }

  String suppliers() {
    return all(new SupplierGenerator(scale, 1, 1, WORDS, TEXT), SupplierColumn.values());
  }

  String parts() {
    return all(new PartGenerator(scale, 1, 1, WORDS, TEXT), PartColumn.values());
  }

  String nations() {
    return all(new NationGenerator(WORDS, TEXT), NationColumn.values());
  }

  String regions() {
    return all(new RegionGenerator(WORDS, TEXT), RegionColumn.values());
  }

  private List<Order> part(LocalDate day, int part, int parts) {
    List<Order> all = orders.getOrDefault(day, List.of());
    return Stream.iterate(part, i -> i < all.size(), i -> i + parts).map(all::get).toList();
  }

  private List<Customer> customerRows() {
    List<Customer> customers = new ArrayList<>();
    new CustomerGenerator(scale, 1, 1, WORDS, TEXT).forEach(customers::add);
    return customers;
  }

  private static Customer moved(Customer customer, String segment) {
    return new Customer(
        customer.getRowNumber(),
        customer.getCustomerKey(),
        customer.getName(),
        customer.getAddress(),
        customer.getNationKey(),
        customer.getPhone(),
        customer.getAccountBalanceInCents(),
        segment,
        customer.getComment());
  }

  private static <E extends TpchEntity> String all(Iterable<E> table, TpchColumn<E>[] columns) {
    List<E> rows = new ArrayList<>();
    table.forEach(rows::add);
    return csv(List.of(columns), rows);
  }

  private static <E extends TpchEntity> String csv(
      List<? extends TpchColumn<E>> columns, List<E> rows) {
    StringBuilder out = new StringBuilder();
    out.append(String.join(",", columns.stream().map(TpchColumn::getColumnName).toList()))
        .append('\n');
    for (E row : rows) {
      for (int i = 0; i < columns.size(); i++) {
        out.append(i == 0 ? "" : ",").append(value(columns.get(i), row));
      }
      out.append('\n');
    }
    return out.toString();
  }

  private static <E extends TpchEntity> String value(TpchColumn<E> column, E row) {
    return switch (column.getType().getBase()) {
      case INTEGER -> Integer.toString(column.getInteger(row));
      case IDENTIFIER -> Long.toString(column.getIdentifier(row));
      case DATE -> LocalDate.ofEpochDay(column.getDate(row)).toString();
      // All of TPC-H's doubles are amounts of two decimals.
      case DOUBLE ->
          java.math.BigDecimal.valueOf(Math.round(column.getDouble(row) * 100), 2).toPlainString();
      case VARCHAR -> text(column.getString(row));
    };
  }

  private static String text(String value) {
    boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n');
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}
