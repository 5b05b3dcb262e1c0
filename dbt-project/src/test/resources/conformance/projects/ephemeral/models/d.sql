/* note; with */ select ';' as s, * from {{ ref('e1') }} ;
