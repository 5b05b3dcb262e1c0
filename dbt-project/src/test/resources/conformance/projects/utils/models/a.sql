{{ dbt.concat(['a', 'b']) }}
;;
{{ dbt.length('x') }}
;;
{{ dbt.replace('a', 'b', 'c') }}
;;
{{ dbt.except() }}
;;
{{ dbt.intersect() }}
;;
{{ dbt.right('x', 3) }}
;;
{{ dbt.safe_cast('x', 'int') }}
;;
{{ dbt.safe_cast("'[1]'", 'array<int>') }}
;;
{{ dbt.cast('x', 'int') }}
;;
{{ dbt.cast_bool_to_text('b') }}
;;
{{ dbt.any_value('x') }}
;;
{{ dbt.bool_or('x') }}
;;
{{ dbt.listagg('x', "','") }}
;;
{{ dbt.listagg('x', "'|'", none, 3) }}
;;
{{ dbt.array_append('a', 1) }}
;;
{{ dbt.array_concat('a', 'b') }}
;;
{{ dbt.array_construct([1, 2]) }}
;;
{{ dbt.escape_single_quotes("it's") }}
;;
{{ dbt.date_trunc('month', 'd') }}
;;
{{ dbt.hash('x') }}
;;
{{ dbt.position("'a'", 'x') }}
;;
{{ dbt.string_literal('v') }}
;;
{{ dbt.split_part('x', "','", 1) }}
;;
{{ dbt.split_part('x', "','", -1) }}
;;
{{ dbt.equals('a', 'b') }}
;;
{{ dbt.type_string() }}
;;
{{ dbt.type_timestamp() }}
;;
{{ dbt.type_float() }}
;;
{{ dbt.type_numeric() }}
;;
{{ dbt.type_bigint() }}
;;
{{ dbt.type_int() }}
;;
{{ dbt.type_boolean() }}
;;
{{ dbt.current_timestamp() }}
;;
{{ dbt.last_day('d', 'month') }}
;;
{{ dbt.dateadd('day', 1, 'd') }}
;;
{{ dbt.dateadd('week', 1, 'd') }}
;;
{{ dbt.dateadd('month', 1, 'd') }}
;;
{{ dbt.dateadd('quarter', -2, 'd') }}
;;
{{ dbt.dateadd('year', 1, 'd') }}
;;
{{ dbt.dateadd('hour', 1, 'd') }}
;;
{{ dbt.dateadd('second', 5, 'd') }}
;;
{{ dbt.dateadd('microsecond', 5, 'd') }}
;;
{{ dbt.datediff('a', 'b', 'day') }}
;;
{{ dbt.datediff('a', 'b', 'week') }}
;;
{{ dbt.datediff('a', 'b', 'month') }}
;;
{{ dbt.datediff('a', 'b', 'quarter') }}
;;
{{ dbt.datediff('a', 'b', 'year') }}
;;
{{ dbt.datediff('a', 'b', 'hour') }}
;;
{{ dbt.datediff('a', 'b', 'millisecond') }}
;;
{{ dbt.datediff('a', 'b', 'microsecond') }}
;;
{{ dbt.generate_series(10) }}
;;
{{ dbt.get_powers_of_two(100) }}
;;
