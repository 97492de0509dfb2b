// A proposal or an objection: nothing about it is special.
import { begin } from "./sealed-form.js";

begin();
