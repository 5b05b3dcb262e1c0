  {#- c -#}  
{%- set x = 1 -%}
select {{- x }}   
from t	


